package dev.caravan.learner;

import dev.caravan.policy.weights.ModelFolder;
import dev.caravan.policy.weights.WeightBundle;
import dev.caravan.policy.weights.WeightPatch;
import dev.caravan.runtime.kafka.From;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.LogReader;
import dev.caravan.runtime.kafka.Received;
import dev.caravan.schemas.Topics;
import dev.caravan.schemas.WeightChunk;
import dev.caravan.schemas.WeightKind;
import dev.caravan.schemas.WeightManifest;
import dev.caravan.schemas.WeightRecord;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** Follows a run's weights as a worker does, and checks every digest and checksum on the way. */
public final class WeightLog implements AutoCloseable {

    private final LogReader<WeightRecord> reader;
    private final String run;
    private final List<byte[]> chunks = new ArrayList<>();

    /** Kinds of the versions seen, in the order of the log. */
    public final List<WeightKind> kinds = new ArrayList<>();

    private WeightManifest manifest;
    private ModelFolder model;
    private long version = -1;

    public WeightLog(Kafka kafka, String run) {
        this.reader = kafka.reader(Topics.WEIGHTS, From.BEGINNING);
        this.run = run;
    }

    public void poll(Duration atMost) {
        for (Received<WeightRecord> received : reader.poll(atMost)) {
            WeightRecord record = received.value();
            if (!record.getRun().equals(run)) {
                continue;
            }
            if (record.getPayload() instanceof WeightManifest next) {
                manifest = next;
                chunks.clear();
            } else {
                add(record.getVersion(), (WeightChunk) record.getPayload());
            }
        }
    }

    public void pollToEnd() {
        while (!reader.atEnd()) {
            poll(Duration.ofMillis(100));
        }
    }

    /** The newest version, -1 before the first. */
    public long version() {
        return version;
    }

    public ModelFolder model() {
        return model;
    }

    @Override
    public void close() {
        reader.close();
    }

    private void add(long chunkVersion, WeightChunk chunk) {
        ByteBuffer data = chunk.getData().duplicate();
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        require(crc.getValue() == chunk.getCrc(), "checksum of chunk " + chunk.getIndex());
        require(chunk.getIndex() == chunks.size(), "order of chunk " + chunk.getIndex());
        chunks.add(bytes);
        if (chunks.size() == manifest.getChunks()) {
            if (manifest.getKind() == WeightKind.ANCHOR) {
                model = WeightBundle.assemble(
                        manifest.getSections().stream()
                                .map(section -> new WeightBundle.Section(section.getName(), section.getBytes()))
                                .toList(),
                        chunks.iterator());
            } else {
                require(manifest.getBaseVersion() == version, "base of version " + chunkVersion);
                ByteArrayOutputStream patch = new ByteArrayOutputStream();
                chunks.forEach(patch::writeBytes);
                model = model.with(WeightPatch.apply(model.weights(), patch.toByteArray()));
            }
            require(model.weights().digest().equals(manifest.getDigest()), "digest of version " + chunkVersion);
            version = chunkVersion;
            kinds.add(manifest.getKind());
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("wrong " + what);
        }
    }
}
