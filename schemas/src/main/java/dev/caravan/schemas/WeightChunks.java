package dev.caravan.schemas;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.zip.CRC32C;

/**
 * A weight version as records: a manifest, then the payload in chunks of at most {@link #SIZE} bytes, each with its CRC-32C.
 * {@link WeightAssembler} is the other end.
 */
public final class WeightChunks {
    /** Bytes of payload in every chunk but the last. A record and its envelope stay well under the topic's 2 MiB. */
    public static final int SIZE = 1 << 20;

    private WeightChunks() {}

    /** How many chunks a payload takes; an empty one takes none. */
    public static int count(long bytes) {
        return Math.toIntExact((bytes + SIZE - 1) / SIZE);
    }

    /**
     * The records of a version, made one at a time as they are asked for.
     *
     * @param manifest what to announce; its sections give the payload's length, its chunk count is filled in
     * @param payload the sections' bytes one after another
     */
    public static Iterator<WeightRecord> split(
            String run, long version, WeightManifest.Builder manifest, byte[] payload) {
        return split(run, version, manifest, slices(payload));
    }

    /**
     * As above, for a payload that is cut already.
     *
     * @param slices the payload in pieces of {@link #SIZE} bytes, the last one shorter or equal
     * @throws WeightStreamException while iterating, if the pieces are not what the manifest's sections announce
     */
    public static Iterator<WeightRecord> split(
            String run, long version, WeightManifest.Builder manifest, Iterator<byte[]> slices) {
        long bytes =
                manifest.getSections().stream().mapToLong(Section::getBytes).sum();
        WeightManifest announced = manifest.setChunks(count(bytes)).build();
        return new Iterator<>() {
            private int next = -1;
            private long left = bytes;

            @Override
            public boolean hasNext() {
                if (next >= announced.getChunks() && slices.hasNext()) {
                    throw new WeightStreamException(run, version, "the payload is longer than its sections, " + bytes);
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
                int wanted = (int) Math.min(SIZE, left);
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

    private static Iterator<byte[]> slices(byte[] payload) {
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
                byte[] slice = new byte[Math.min(SIZE, payload.length - at)];
                System.arraycopy(payload, at, slice, 0, slice.length);
                at += slice.length;
                return slice;
            }
        };
    }
}
