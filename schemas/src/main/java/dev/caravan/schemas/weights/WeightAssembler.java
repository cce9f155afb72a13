package dev.caravan.schemas.weights;

import dev.caravan.schemas.WeightChunk;
import dev.caravan.schemas.WeightManifest;
import dev.caravan.schemas.WeightRecord;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Puts weight versions together from the records of the log, in order. A manifest begins a version, whatever its run and number: a resumed
 * learner goes back to its checkpoint's version. Checks that every chunk is there, once, whole and in order; whether the weights are those
 * announced (their digest) is for whoever loads them. One thread at a time.
 */
public final class WeightAssembler {
    private @Nullable Version current;

    /** A version, whole. Its payload is the manifest's sections one after another. */
    public static final class Version {
        private final String run;
        private final long number;
        private final WeightManifest manifest;
        private final Queue<ByteBuffer> chunks = new ArrayDeque<>();
        private long bytes;

        private Version(String run, long number, WeightManifest manifest) {
            this.run = run;
            this.number = number;
            this.manifest = manifest;
        }

        /** Whose version it is. */
        public String run() {
            return run;
        }

        /** The version's number. */
        public long number() {
            return number;
        }

        /** What announced it. */
        public WeightManifest manifest() {
            return manifest;
        }

        /** The payload in pieces, once: each is let go as it is taken, so that a model need not fit into memory twice. */
        public Iterator<byte[]> drain() {
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return !chunks.isEmpty();
                }

                @Override
                public byte[] next() {
                    ByteBuffer chunk = chunks.remove().duplicate();
                    byte[] piece = new byte[chunk.remaining()];
                    chunk.get(piece);
                    return piece;
                }
            };
        }

        /** The payload in one array, for what is small: a patch. It is drained, too. */
        public byte[] payload() {
            ByteBuffer payload = ByteBuffer.allocate(Math.toIntExact(bytes));
            drain().forEachRemaining(payload::put);
            return payload.array();
        }

        private boolean isWhole() {
            return chunks.size() == manifest.getChunks();
        }

        private void add(ByteBuffer chunk) {
            chunks.add(chunk);
            bytes += chunk.remaining();
        }

        private WeightStreamException broken(String problem) {
            return new WeightStreamException(run, number, problem);
        }
    }

    /**
     * Takes the next record and returns the version that it completes, if it does. Chunks without their manifest before them (the reader
     * began in the middle of a version, or the version is lost already) and chunks of another run are passed over.
     *
     * @throws WeightStreamException if a version is lost: it has no chunks, a chunk is missing, comes twice, is damaged or is another
     *     version's, or the next manifest came too early. The next manifest begins anew, that one included.
     */
    public @Nullable Version accept(WeightRecord record) {
        if (record.getPayload() instanceof WeightManifest manifest) {
            begin(new Version(record.getRun(), record.getVersion(), manifest));
            return null;
        }
        return append(record, (WeightChunk) record.getPayload());
    }

    private void begin(Version next) {
        Version cut = current;
        boolean empty = next.manifest.getChunks() < 1;
        current = empty ? null : next;
        if (cut != null) {
            throw cut.broken("chunk " + cut.chunks.size() + " of " + cut.manifest.getChunks()
                    + " is missing: the manifest of version " + next.number + " of run " + next.run + " came instead");
        }
        if (empty) {
            throw next.broken("it has no chunks");
        }
    }

    private @Nullable Version append(WeightRecord record, WeightChunk chunk) {
        Version version = current;
        if (version == null || !version.run.equals(record.getRun())) {
            return null;
        }
        String problem = problem(version, record.getVersion(), chunk);
        if (problem != null) {
            current = null;
            throw version.broken(problem);
        }
        version.add(chunk.getData());
        if (!version.isWhole()) {
            return null;
        }
        current = null;
        return version;
    }

    private static @Nullable String problem(Version version, long number, WeightChunk chunk) {
        int expected = version.chunks.size();
        if (number != version.number) {
            return "chunk " + expected + " is missing: a chunk of version " + number + " came instead";
        } else if (chunk.getIndex() < expected) {
            return "chunk " + chunk.getIndex() + " came twice";
        } else if (chunk.getIndex() > expected) {
            return "chunk " + expected + " is missing: chunk " + chunk.getIndex() + " came instead";
        } else if (chunk.getCrc() != WeightChunks.crc(chunk.getData())) {
            return "chunk " + expected + " is damaged: its CRC-32C does not match";
        }
        return null;
    }
}
