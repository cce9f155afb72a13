package dev.caravan.policy.weights;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Named tensors of any {@link DType}, as a safetensors file holds them: model weights, optimizer state.
 *
 * @param tensors by name
 * @param metadata free text of the writer; empty if there is none
 * @see <a href="https://github.com/huggingface/safetensors#format">the format</a>
 */
public record SafeTensors(SortedMap<String, Raw> tensors, Map<String, String> metadata) {

    public SafeTensors {
        tensors = Collections.unmodifiableSortedMap(new TreeMap<>(tensors));
        metadata = Map.copyOf(metadata);
    }

    /**
     * One tensor in row-major order.
     *
     * @param dtype element type
     * @param shape dimensions, outermost first; empty for a scalar
     * @param bytes the elements, little-endian; every call of the accessor returns its own read-only view
     */
    @SuppressWarnings("ArrayRecordComponent") // a shape is an array in every torch API; equals below compares contents
    public record Raw(DType dtype, long[] shape, ByteBuffer bytes) {

        public Raw {
            shape = shape.clone();
            bytes = bytes.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
            if (bytes.remaining() != dtype.bytes(shape)) {
                throw new IllegalArgumentException(
                        dtype + Arrays.toString(shape) + " does not fit " + bytes.remaining() + " bytes");
            }
        }

        @Override
        public long[] shape() {
            return shape.clone();
        }

        @Override
        public ByteBuffer bytes() {
            return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Raw that
                    && dtype == that.dtype
                    && Arrays.equals(shape, that.shape)
                    && bytes.equals(that.bytes);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(shape) + bytes.hashCode();
        }
    }

    /**
     * Maps a file into memory; pages are read when touched. The file must not be changed in place afterwards (replacing it
     * by renaming, as {@link #write} does, is fine).
     *
     * @throws ModelFormatException if the file is missing or malformed; names it and the tensor
     */
    public static SafeTensors map(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ModelFormatException(file + " does not exist or is not a file");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            ByteBuffer first = channel.map(FileChannel.MapMode.READ_ONLY, 0, Math.min(8, size));
            int length = headerLength(first, size, file.toString());
            byte[] json = new byte[length];
            channel.map(FileChannel.MapMode.READ_ONLY, 8, length).get(json);
            long start = 8L + length;
            SafeTensorsHeader header = SafeTensorsHeader.parse(json, size - start, file.toString());
            return collect(
                    header,
                    entry -> channel.map(
                            FileChannel.MapMode.READ_ONLY, start + entry.begin(), entry.end() - entry.begin()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads from a stream into one heap buffer a tensor, so that no array has to hold the whole file.
     *
     * @param in positioned at the first byte; left after the last one
     * @param bytes length of the safetensors data in the stream
     * @param source names the stream in errors
     * @throws ModelFormatException if the data are malformed or end early
     */
    public static SafeTensors read(InputStream in, long bytes, String source) throws IOException {
        try {
            ByteBuffer first = exactly(in, (int) Math.min(8, bytes));
            int length = headerLength(first, bytes, source);
            SafeTensorsHeader header =
                    SafeTensorsHeader.parse(exactly(in, length).array(), bytes - 8 - length, source);
            return collect(header, entry -> exactly(in, (int) (entry.end() - entry.begin())));
        } catch (EOFException e) {
            throw new ModelFormatException(source + ": ends before its " + bytes + " bytes", e);
        }
    }

    /**
     * The file as a sequence of buffers, without copying a tensor: the header, then each tensor by dtype and name. Byte for
     * byte what the reference implementation writes.
     */
    public List<ByteBuffer> encode() {
        List<Map.Entry<String, Raw>> order = new ArrayList<>(tensors.entrySet());
        order.sort(Comparator.comparing(tensor -> tensor.getValue().dtype()));
        List<SafeTensorsHeader.Entry> entries = new ArrayList<>();
        List<ByteBuffer> parts = new ArrayList<>();
        long offset = 0;
        for (Map.Entry<String, Raw> tensor : order) {
            Raw raw = tensor.getValue();
            ByteBuffer bytes = raw.bytes();
            long end = offset + bytes.remaining();
            entries.add(new SafeTensorsHeader.Entry(tensor.getKey(), raw.dtype(), raw.shape(), offset, end));
            parts.add(bytes);
            offset = end;
        }
        parts.add(0, new SafeTensorsHeader(entries, metadata).encode());
        return parts;
    }

    /** Writes or replaces the file atomically. */
    public void write(Path file) {
        AtomicFiles.write(file, encode());
    }

    private interface DataSource {
        ByteBuffer read(SafeTensorsHeader.Entry entry) throws IOException;
    }

    private static SafeTensors collect(SafeTensorsHeader header, DataSource data) throws IOException {
        SortedMap<String, Raw> tensors = new TreeMap<>();
        for (SafeTensorsHeader.Entry entry : header.entries()) {
            tensors.put(entry.name(), new Raw(entry.dtype(), entry.shape(), data.read(entry)));
        }
        return new SafeTensors(tensors, header.metadata());
    }

    private static int headerLength(ByteBuffer first, long fileBytes, String source) {
        if (first.remaining() < 8) {
            throw new ModelFormatException(source + ": not a safetensors file: only " + fileBytes + " bytes");
        }
        return SafeTensorsHeader.length(first.order(ByteOrder.LITTLE_ENDIAN).getLong(0), fileBytes, source);
    }

    private static ByteBuffer exactly(InputStream in, int bytes) throws IOException {
        byte[] data = in.readNBytes(bytes);
        if (data.length < bytes) {
            throw new EOFException();
        }
        return ByteBuffer.wrap(data);
    }
}
