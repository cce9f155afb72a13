package dev.caravan.schemas.weights;

import dev.caravan.schemas.Section;
import dev.caravan.schemas.WeightChunk;
import dev.caravan.schemas.WeightManifest;
import dev.caravan.schemas.WeightRecord;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.zip.CRC32C;

/**
 * A weight version as records: a manifest, then the payload in chunks, each with its CRC-32C. {@link WeightAssembler} is the other end.
 *
 * @param bytes of payload in every chunk but the last, 1 to {@link #MAX_BYTES}
 */
public record WeightChunks(int bytes) {
    /** A chunk this large and its envelope stay well under the topic's 2 MiB. */
    public static final int MAX_BYTES = 1 << 20;

    public WeightChunks {
        if (bytes < 1 || bytes > MAX_BYTES) {
            throw new IllegalArgumentException("chunks must have 1 to " + MAX_BYTES + " bytes, got " + bytes);
        }
    }

    /** How many chunks a payload takes. */
    public int count(long payloadBytes) {
        return Math.toIntExact((payloadBytes + bytes - 1) / bytes);
    }

    /**
     * The records of a version, made one at a time as they are asked for.
     *
     * @param manifest what to announce; its sections give the payload's length, its chunk count is filled in
     * @param payload the sections' bytes one after another
     * @throws WeightStreamException now or while iterating, if the payload is not what the manifest's sections announce, or empty
     */
    public Iterator<WeightRecord> split(String run, long version, WeightManifest.Builder manifest, byte[] payload) {
        return split(run, version, manifest, slices(payload));
    }

    /**
     * As above, for a payload that is cut already.
     *
     * @param slices the payload in pieces of {@link #bytes} bytes, the last one shorter or equal
     */
    public Iterator<WeightRecord> split(
            String run, long version, WeightManifest.Builder manifest, Iterator<byte[]> slices) {
        long total =
                manifest.getSections().stream().mapToLong(Section::getBytes).sum();
        if (total < 1) {
            throw new WeightStreamException(run, version, "it has no payload");
        }
        WeightManifest announced = manifest.setChunks(count(total)).build();
        return new Iterator<>() {
            private int next = -1;
            private long left = total;

            @Override
            public boolean hasNext() {
                if (next >= announced.getChunks() && slices.hasNext()) {
                    throw new WeightStreamException(run, version, "the payload is longer than its sections, " + total);
                }
                return next < announced.getChunks();
            }

            @Override
            public WeightRecord next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                int index = next++;
                return new WeightRecord(run, version, index < 0 ? announced : chunk(index, piece(index)));
            }

            private byte[] piece(int index) {
                int wanted = (int) Math.min(bytes, left);
                byte[] piece = slices.hasNext() ? slices.next() : new byte[0];
                if (piece.length != wanted) {
                    throw new WeightStreamException(
                            run, version, "chunk " + index + " has " + piece.length + " bytes, not " + wanted);
                }
                left -= wanted;
                return piece;
            }
        };
    }

    /** CRC-32C of what is between position and limit. */
    static long crc(ByteBuffer data) {
        CRC32C crc = new CRC32C();
        crc.update(data.duplicate());
        return crc.getValue();
    }

    private static WeightChunk chunk(int index, byte[] data) {
        ByteBuffer buffer = ByteBuffer.wrap(data);
        return new WeightChunk(index, crc(buffer), buffer);
    }

    private Iterator<byte[]> slices(byte[] payload) {
        return new Iterator<>() {
            private int at;

            @Override
            public boolean hasNext() {
                return at < payload.length;
            }

            @Override
            public byte[] next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                byte[] slice = Arrays.copyOfRange(payload, at, Math.min(payload.length, at + bytes));
                at += slice.length;
                return slice;
            }
        };
    }
}
