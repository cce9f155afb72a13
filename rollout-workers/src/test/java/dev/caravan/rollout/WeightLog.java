package dev.caravan.rollout;

import dev.caravan.policy.weights.ModelFolder;
import dev.caravan.policy.weights.WeightBundle;
import dev.caravan.policy.weights.WeightPatch;
import dev.caravan.policy.weights.Weights;
import dev.caravan.schemas.Section;
import dev.caravan.schemas.WeightChunk;
import dev.caravan.schemas.WeightKind;
import dev.caravan.schemas.WeightManifest;
import dev.caravan.schemas.WeightRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.zip.CRC32C;

/** Versions as a publisher would write them to the weights topic, in chunks small enough that there are several. */
final class WeightLog {

    private static final int CHUNK = 20_000;

    private WeightLog() {}

    static List<WeightRecord> anchor(String run, long version, ModelFolder model) {
        WeightBundle bundle = WeightBundle.of(model);
        List<byte[]> chunks = new ArrayList<>();
        for (Iterator<byte[]> i = bundle.chunks(CHUNK); i.hasNext(); ) {
            chunks.add(i.next());
        }
        List<Section> sections = bundle.sections().stream()
                .map(section -> new Section(section.name(), section.bytes()))
                .toList();
        return records(run, version, WeightKind.ANCHOR, version, model.weights(), sections, chunks);
    }

    static List<WeightRecord> patch(String run, long base, long version, Weights from, Weights to) {
        byte[] patch = WeightPatch.encode(from, to);
        List<byte[]> chunks = new ArrayList<>();
        for (int at = 0; at < patch.length; at += CHUNK) {
            chunks.add(Arrays.copyOfRange(patch, at, Math.min(patch.length, at + CHUNK)));
        }
        List<Section> sections = List.of(new Section("patch", (long) patch.length));
        return records(run, version, WeightKind.PATCH, base, to, sections, chunks);
    }

    private static List<WeightRecord> records(
            String run,
            long version,
            WeightKind kind,
            long base,
            Weights weights,
            List<Section> sections,
            List<byte[]> chunks) {
        List<WeightRecord> records = new ArrayList<>();
        WeightManifest manifest = WeightManifest.newBuilder()
                .setKind(kind)
                .setBaseVersion(base)
                .setDigest(weights.digest())
                .setChunks(chunks.size())
                .setSections(sections)
                .setPublishedAt(Instant.now())
                .build();
        records.add(new WeightRecord(run, version, manifest));
        for (int index = 0; index < chunks.size(); index++) {
            records.add(chunk(run, version, index, chunks.get(index), crc(chunks.get(index))));
        }
        return records;
    }

    static WeightRecord chunk(String run, long version, int index, byte[] data, long crc) {
        return new WeightRecord(run, version, new WeightChunk(index, crc, ByteBuffer.wrap(data)));
    }

    /** The record with one bit of its chunk flipped, the CRC left as it was. */
    static WeightRecord corrupted(WeightRecord record) {
        WeightChunk chunk = (WeightChunk) record.getPayload();
        byte[] data = new byte[chunk.getData().remaining()];
        chunk.getData().duplicate().get(data);
        data[data.length / 2] ^= 1;
        return chunk(record.getRun(), record.getVersion(), chunk.getIndex(), data, chunk.getCrc());
    }

    /** The record with one bit of its chunk flipped and a CRC that fits. */
    static WeightRecord forged(WeightRecord record) {
        WeightRecord corrupted = corrupted(record);
        WeightChunk chunk = (WeightChunk) corrupted.getPayload();
        byte[] data = chunk.getData().array();
        return chunk(record.getRun(), record.getVersion(), chunk.getIndex(), data, crc(data));
    }

    private static long crc(byte[] data) {
        CRC32C crc = new CRC32C();
        crc.update(data);
        return crc.getValue();
    }
}
