package dev.caravan.learner;

import static dev.caravan.learner.Rules.require;

import dev.caravan.runtime.settings.Default;
import dev.caravan.runtime.settings.Doc;
import dev.caravan.schemas.weights.WeightChunks;
import java.nio.file.Path;

/** The learner service, apart from what each stage of a recipe says. */
public record LearnerSettings(
        @Default(".caravan") @Doc("folder under which runs/ holds checkpoints and the model of every finished stage")
                Path dataDir,
        @Default("10") @Doc("steps between two checkpoints of a stage") int checkpointEvery,
        @Default("3")
                @Doc("checkpoints of a run that stay on disk; at least 2, so that a damaged one has a predecessor")
                int keepCheckpoints,
        @Default("20")
                @Doc("weight versions from one anchor (a whole model) to the next; those between travel as patches")
                int anchorEvery,
        @Default("0.7") @Doc("size of a patch, as a share of the anchor's, from which on an anchor is sent instead")
                double maxPatchRatio,
        @Default("1048576") @Doc("bytes of one weight record") int chunkBytes,
        @Default("true")
                @Doc(
                        "whether stages that were requested but have not ended are taken up at the start; off where whoever asks"
                                + " for stages does so again after a restart")
                boolean resumeAtStart) {

    public LearnerSettings {
        require(checkpointEvery > 0, "checkpoint_every", "must be positive", checkpointEvery);
        require(keepCheckpoints > 1, "keep_checkpoints", "must be at least 2", keepCheckpoints);
        require(anchorEvery > 0, "anchor_every", "must be positive", anchorEvery);
        require(maxPatchRatio > 0 && maxPatchRatio <= 1, "max_patch_ratio", "must be in (0, 1]", maxPatchRatio);
        require(
                chunkBytes >= 1024 && chunkBytes <= WeightChunks.MAX_BYTES,
                "chunk_bytes",
                "must be in [1024, 1048576]",
                chunkBytes);
    }

    /** All defaults but the folder. */
    public static LearnerSettings of(Path dataDir) {
        return new LearnerSettings(dataDir, 10, 3, 20, 0.7, WeightChunks.MAX_BYTES, true);
    }
}
