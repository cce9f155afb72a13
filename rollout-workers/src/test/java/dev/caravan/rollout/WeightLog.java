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
import dev.caravan.schemas.weights.WeightChunks;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.zip.CRC32C;

/** Versions as a publisher would write them to the weights topic, in chunks small enough that there are several. */
final class WeightLog {

    private static final WeightChunks CHUNKS = new WeightChunks(20_000);

    private WeightLog() {}

    static List<WeightRecord> anchor(String run, long version, ModelFolder model) {
        WeightBundle bundle = WeightBundle.of(model);
        List<Section> sections = bundle.sections().stream()
                .map(section -> new Section(section.name(), section.bytes()))
                .toList();
        WeightManifest.Builder manifest = manifest(WeightKind.ANCHOR, version, model.weights(), sections);
        return list(CHUNKS.split(run, version, manifest, bundle.chunks(CHUNKS.bytes())));
    }

    static List<WeightRecord> patch(String run, long base, long version, Weights from, Weights to) {
        byte[] patch = WeightPatch.encode(from, to);
        List<Section> sections = List.of(new Section("patch", (long) patch.length));
        return list(CHUNKS.split(run, version, manifest(WeightKind.PATCH, base, to, sections), patch));
    }

    private static WeightManifest.Builder manifest(
            WeightKind kind, long base, Weights weights, List<Section> sections) {
        return WeightManifest.newBuilder()
                .setKind(kind)
                .setBaseVersion(base)
                .setDigest(weights.digest())
                .setSections(sections)
                .setPublishedAt(Instant.now());
    }

    private static List<WeightRecord> list(Iterator<WeightRecord> split) {
        List<WeightRecord> records = new ArrayList<>();
        split.forEachRemaining(records::add);
        return records;
    }

    /** A chunk with a CRC that fits. */
    static WeightRecord chunk(String run, long version, int index, byte[] data) {
        CRC32C crc = new CRC32C();
        crc.update(data);
        return new WeightRecord(run, version, new WeightChunk(index, crc.getValue(), ByteBuffer.wrap(data)));
    }

    /** The record with one bit of its chunk flipped, the CRC left as it was. */
    static WeightRecord corrupted(WeightRecord record) {
        WeightChunk chunk = (WeightChunk) record.getPayload();
        ByteBuffer data = ByteBuffer.wrap(flipped(chunk));
        return new WeightRecord(
                record.getRun(), record.getVersion(), new WeightChunk(chunk.getIndex(), chunk.getCrc(), data));
    }

    /** The record with one bit of its chunk flipped and a CRC that fits. */
    static WeightRecord forged(WeightRecord record) {
        WeightChunk chunk = (WeightChunk) record.getPayload();
        return chunk(record.getRun(), record.getVersion(), chunk.getIndex(), flipped(chunk));
    }

    private static byte[] flipped(WeightChunk chunk) {
        byte[] data = new byte[chunk.getData().remaining()];
        chunk.getData().duplicate().get(data);
        data[data.length / 2] ^= 1;
        return data;
    }
}
