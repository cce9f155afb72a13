package dev.caravan.learner.weights;

import dev.caravan.learner.LearnerSettings;
import dev.caravan.policy.weights.ModelFolder;
import dev.caravan.policy.weights.WeightBundle;
import dev.caravan.policy.weights.WeightPatch;
import dev.caravan.policy.weights.Weights;
import dev.caravan.runtime.kafka.EventWriter;
import dev.caravan.schemas.Section;
import dev.caravan.schemas.Topics;
import dev.caravan.schemas.WeightKind;
import dev.caravan.schemas.WeightManifest;
import dev.caravan.schemas.WeightRecord;
import dev.caravan.schemas.weights.WeightChunks;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts weight versions on the topic {@code weights}: a manifest, then its chunks. A version travels as a patch on the one before, except
 * every so often, and where the patch would not be much smaller: then as an anchor, the whole model folder. Belongs to one thread.
 */
public final class WeightPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(WeightPublisher.class);

    private final EventWriter writer;
    private final LearnerSettings settings;
    private final WeightChunks chunks;
    private final InstantSource clock;
    private final String run;
    private final String stage;
    private final ModelFolder model;

    /** What an earlier life published after its last checkpoint; this life does the same again and need not publish it. */
    private final Map<Long, String> replayed = new HashMap<>();

    private @Nullable Weights last;
    private int patchesSinceAnchor;

    /**
     * @param writer shared, not closed here
     * @param settings when to send an anchor, size of a chunk
     * @param clock for the manifests' time stamps
     * @param run whose weights
     * @param stage that makes them
     * @param model configuration, tokenizer and chat template of all versions
     */
    public WeightPublisher(
            EventWriter writer,
            LearnerSettings settings,
            InstantSource clock,
            String run,
            String stage,
            ModelFolder model) {
        this.writer = writer;
        this.settings = settings;
        this.chunks = new WeightChunks(settings.chunkBytes());
        this.clock = clock;
        this.run = run;
        this.stage = stage;
        this.model = model;
    }

    /** Says that the newest version on the topic has these weights, so that a patch on them is of use. */
    public void startFrom(Weights published) {
        last = published;
    }

    /** Says which versions after the checkpoint are on the topic already, with their digests. */
    public void replay(Map<Long, String> published) {
        replayed.putAll(published);
    }

    /**
     * Publishes a version and waits until the broker has all of it. A version that is on the topic already, with the same digest, is not
     * published again; once one differs from its former self, all are.
     */
    public void publish(long version, Weights weights, int step) {
        String digest = weights.digest();
        if (digest.equals(replayed.get(version))) {
            LOG.atInfo().addKeyValue("version", version).log("version is published already");
            replayed.remove(version);
            last = null;
            return;
        }
        if (!replayed.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("version", version)
                    .log("training since the checkpoint did not repeat itself, publishing its versions anew");
            replayed.clear();
        }
        WeightBundle bundle = WeightBundle.of(model.with(weights));
        byte[] patch = last == null || patchesSinceAnchor + 1 >= settings.anchorEvery()
                ? null
                : WeightPatch.encode(last, weights);
        if (patch != null && patch.length < settings.maxPatchRatio() * bundle.bytes()) {
            WeightManifest.Builder manifest = manifest(WeightKind.PATCH, version - 1, digest, step)
                    .setSections(List.of(new Section("patch", (long) patch.length)));
            send(version, manifest, chunks.split(run, version, manifest, patch));
            patchesSinceAnchor++;
        } else {
            anchor(version, bundle, digest, step);
        }
        last = weights;
    }

    /**
     * Publishes the newest version again, as an anchor, for readers that could not use it the first time. As the newest manifest is the
     * truth, later versions that are on the topic from an earlier life count no more.
     */
    public void repeat(long version, Weights weights, int step) {
        replayed.clear();
        anchor(version, WeightBundle.of(model.with(weights)), weights.digest(), step);
        last = weights;
    }

    private void anchor(long version, WeightBundle bundle, String digest, int step) {
        WeightManifest.Builder manifest = manifest(WeightKind.ANCHOR, version, digest, step)
                .setSections(bundle.sections().stream()
                        .map(section -> new Section(section.name(), section.bytes()))
                        .toList());
        send(version, manifest, chunks.split(run, version, manifest, bundle.chunks(chunks.bytes())));
        patchesSinceAnchor = 0;
    }

    private WeightManifest.Builder manifest(WeightKind kind, long baseVersion, String digest, int step) {
        return WeightManifest.newBuilder()
                .setKind(kind)
                .setBaseVersion(baseVersion)
                .setDigest(digest)
                .setStage(stage)
                .setStep(step)
                .setPublishedAt(clock.instant());
    }

    private void send(long version, WeightManifest.Builder manifest, Iterator<WeightRecord> records) {
        records.forEachRemaining(record -> writer.send(Topics.WEIGHTS, run + "/" + version, record));
        writer.flush();
        LOG.atInfo()
                .addKeyValue("run", run)
                .addKeyValue("version", version)
                .addKeyValue("kind", manifest.getKind())
                .addKeyValue(
                        "bytes",
                        manifest.getSections().stream()
                                .mapToLong(Section::getBytes)
                                .sum())
                .addKeyValue("digest", manifest.getDigest())
                .log("weights published");
    }
}
