package dev.caravan.learner.weights;

import dev.caravan.learner.LearnerSettings;
import dev.caravan.policy.weights.ModelFolder;
import dev.caravan.policy.weights.WeightBundle;
import dev.caravan.policy.weights.WeightPatch;
import dev.caravan.policy.weights.Weights;
import dev.caravan.runtime.kafka.EventWriter;
import dev.caravan.schemas.Section;
import dev.caravan.schemas.Topics;
import dev.caravan.schemas.WeightChunk;
import dev.caravan.schemas.WeightKind;
import dev.caravan.schemas.WeightManifest;
import dev.caravan.schemas.WeightRecord;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
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
        WeightBundle anchor = WeightBundle.of(model.with(weights));
        byte[] patch = last == null || patchesSinceAnchor + 1 >= settings.anchorEvery()
                ? null
                : WeightPatch.encode(last, weights);
        boolean small = patch != null && patch.length < settings.maxPatchRatio() * anchor.bytes();
        if (patch != null && small) {
            send(
                    version,
                    manifest(WeightKind.PATCH, version - 1, digest, step)
                            .setSections(List.of(new Section("patch", (long) patch.length))),
                    patch.length,
                    slices(patch));
            patchesSinceAnchor++;
        } else {
            send(
                    version,
                    manifest(WeightKind.ANCHOR, version, digest, step)
                            .setSections(anchor.sections().stream()
                                    .map(section -> new Section(section.name(), section.bytes()))
                                    .toList()),
                    anchor.bytes(),
                    anchor.chunks(settings.chunkBytes()));
            patchesSinceAnchor = 0;
        }
        last = weights;
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

    private void send(long version, WeightManifest.Builder manifest, long bytes, Iterator<byte[]> chunks) {
        int count = Math.toIntExact((bytes + settings.chunkBytes() - 1) / settings.chunkBytes());
        send(version, manifest.setChunks(count).build());
        for (int index = 0; chunks.hasNext(); index++) {
            byte[] chunk = chunks.next();
            CRC32C crc = new CRC32C();
            crc.update(chunk);
            send(version, new WeightChunk(index, crc.getValue(), ByteBuffer.wrap(chunk)));
        }
        writer.flush();
        LOG.atInfo()
                .addKeyValue("run", run)
                .addKeyValue("version", version)
                .addKeyValue("kind", manifest.getKind())
                .addKeyValue("bytes", bytes)
                .addKeyValue("digest", manifest.getDigest())
                .log("weights published");
    }

    private void send(long version, Object payload) {
        writer.send(Topics.WEIGHTS, run + "/" + version, new WeightRecord(run, version, payload));
    }

    private Iterator<byte[]> slices(byte[] bytes) {
        return new Iterator<>() {
            private int at;

            @Override
            public boolean hasNext() {
                return at < bytes.length;
            }

            @Override
            public byte[] next() {
                byte[] slice = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + settings.chunkBytes()));
                at += slice.length;
                return slice;
            }
        };
    }
}
