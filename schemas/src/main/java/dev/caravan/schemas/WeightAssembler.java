package dev.caravan.schemas;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts weight versions of one run together from the records of the log, in order. A manifest begins a version, whatever its number: a
 * resumed learner goes back to its checkpoint's version. Checks that every chunk is there, once, whole and in order; whether the weights
 * are those announced (their digest) is for whoever loads them. One thread at a time.
 */
public final class WeightAssembler {
    private final String run;
    private @Nullable WeightRecord announced;
    private @Nullable WeightManifest manifest;
    private List<ByteBuffer> chunks = new ArrayList<>();

    /** A version, whole. The payload is the manifest's sections one after another, in chunks. */
    public record Assembled(long version, WeightManifest manifest, List<ByteBuffer> chunks) {
        public Assembled {
            chunks = List.copyOf(chunks);
        }

        /** The payload in one array, for what is small: a patch. */
        public byte[] payload() {
            int length = Math.toIntExact(
                    chunks.stream().mapToLong(ByteBuffer::remaining).sum());
            ByteBuffer payload = ByteBuffer.allocate(length);
            chunks.forEach(chunk -> payload.put(chunk.duplicate()));
            return payload.array();
        }
    }

    /** @param run the run whose versions are wanted; records of others are passed over */
    public WeightAssembler(String run) {
        this.run = run;
    }

    /**
     * Takes the next record and returns the version that it completes, if it does. Chunks without a manifest before them (the reader began in
     * the middle of a version, or the version is lost already) are passed over.
     *
     * @throws WeightStreamException if a version is lost: a chunk is missing, comes twice, is damaged or is another version's, or the next
     *     manifest came too early. The next manifest begins anew, that one included.
     */
    public @Nullable Assembled accept(WeightRecord record) {
        if (!record.getRun().equals(run)) {
            return null;
        }
        if (record.getPayload() instanceof WeightManifest begun) {
            return begin(record, begun);
        }
        return append(record, (WeightChunk) record.getPayload());
    }

    private @Nullable Assembled begin(WeightRecord record, WeightManifest begun) {
        WeightRecord before = announced;
        WeightManifest cut = manifest;
        int arrived = chunks.size();
        announced = record;
        manifest = begun;
        chunks = new ArrayList<>();
        if (before != null && cut != null) {
            throw new WeightStreamException(
                    run,
                    before.getVersion(),
                    "chunk " + arrived + " of " + cut.getChunks() + " is missing: the manifest of version "
                            + record.getVersion() + " came instead");
        }
        return completed();
    }

    private @Nullable Assembled append(WeightRecord record, WeightChunk chunk) {
        WeightRecord current = announced;
        if (current == null) {
            return null;
        }
        String problem = problem(current, record, chunk);
        if (problem != null) {
            forget();
            throw new WeightStreamException(run, current.getVersion(), problem);
        }
        chunks.add(chunk.getData());
        return completed();
    }

    private @Nullable String problem(WeightRecord current, WeightRecord record, WeightChunk chunk) {
        int expected = chunks.size();
        if (record.getVersion() != current.getVersion()) {
            return "chunk " + expected + " is missing: a chunk of version " + record.getVersion() + " came instead";
        } else if (chunk.getIndex() < expected) {
            return "chunk " + chunk.getIndex() + " came twice";
        } else if (chunk.getIndex() > expected) {
            return "chunk " + expected + " is missing: chunk " + chunk.getIndex() + " came instead";
        } else if (chunk.getCrc() != WeightChunks.crc(chunk.getData())) {
            return "chunk " + expected + " is damaged: its CRC-32C does not match";
        }
        return null;
    }

    private @Nullable Assembled completed() {
        WeightRecord current = announced;
        WeightManifest whole = manifest;
        if (current == null || whole == null || chunks.size() < whole.getChunks()) {
            return null;
        }
        Assembled assembled = new Assembled(current.getVersion(), whole, chunks);
        forget();
        return assembled;
    }

    private void forget() {
        announced = null;
        manifest = null;
        chunks = new ArrayList<>();
    }
}
