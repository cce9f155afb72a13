package dev.caravan.learner.checkpoint;

import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The manifest of a checkpoint. With the files beside it and the log, it determines all that the stage does from here on.
 *
 * @param run the run
 * @param stageIndex place of the stage in the recipe
 * @param stage its name
 * @param kind its kind
 * @param seed the stage's seed: order of the data, seeds of the completions
 * @param step steps done, and so the next step's number; sampler and schedule are functions of it
 * @param finished whether the stage has ended; {@code model} is then its result
 * @param startVersion weight version that the stage started from
 * @param digests weight versions of this stage to their digests, from {@code startVersion} to the newest; not empty
 * @param model folder of the model that the stage started from, or of its result where {@code finished}
 * @param inputs identifies the data that the stage reads: a resumed stage must find the same
 * @param groupOffsets by partition of {@code groups}: all groups of the steps to come are at these offsets or later
 * @param weightsOffset offset on {@code weights}: all versions after the newest are there or later
 * @param metrics final metrics of a finished stage
 */
public record Checkpoint(
        String run,
        int stageIndex,
        String stage,
        String kind,
        long seed,
        int step,
        boolean finished,
        long startVersion,
        SortedMap<Long, String> digests,
        String model,
        String inputs,
        SortedMap<Integer, Long> groupOffsets,
        long weightsOffset,
        Map<String, Double> metrics) {

    /** File beside the manifest that holds master weights and optimizer state; not there where {@code finished}. */
    public static final String TRAINER = "trainer.safetensors";

    public Checkpoint {
        digests = new TreeMap<>(digests);
        groupOffsets = new TreeMap<>(groupOffsets);
        metrics = Map.copyOf(metrics);
        if (digests.isEmpty()) {
            throw new IllegalArgumentException("a checkpoint has at least the version that its stage started from");
        }
    }

    /** The same stage at a later step. */
    public Checkpoint at(
            int laterStep,
            SortedMap<Long, String> laterDigests,
            SortedMap<Integer, Long> laterGroupOffsets,
            long laterWeightsOffset,
            Map<String, Double> laterMetrics) {
        return new Checkpoint(
                run,
                stageIndex,
                stage,
                kind,
                seed,
                laterStep,
                false,
                startVersion,
                laterDigests,
                model,
                inputs,
                laterGroupOffsets,
                laterWeightsOffset,
                laterMetrics);
    }

    /** The end of the stage, at this step, with its result. */
    public Checkpoint ended(String resultFolder) {
        return new Checkpoint(
                run,
                stageIndex,
                stage,
                kind,
                seed,
                step,
                true,
                startVersion,
                digests,
                resultFolder,
                inputs,
                groupOffsets,
                weightsOffset,
                metrics);
    }

    /** The same with what it reads. */
    public Checkpoint reading(String identity) {
        return new Checkpoint(
                run,
                stageIndex,
                stage,
                kind,
                seed,
                step,
                finished,
                startVersion,
                digests,
                model,
                identity,
                groupOffsets,
                weightsOffset,
                metrics);
    }

    /** Newest weight version. */
    public long version() {
        return digests.lastKey();
    }

    /** Digest of the newest weight version. */
    public String digest() {
        return Objects.requireNonNull(digests.get(version()));
    }
}
