package dev.caravan.policy.weights;

import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The difference of two versions of the same model, lossless: for each tensor that changed, where and to which bf16 values.
 * Between two RL steps most bf16 weights do not change, so a patch is much smaller than the weights; where it is not (after
 * SFT), the sender compares sizes and sends an anchor instead ({@link WeightBundle}).
 *
 * <p>Layout, little-endian: {@code "CVP1"}, digest of the base (16 bytes), digest of the result (16), number of tensors
 * (varint); for each tensor in name order its name (varint length, UTF-8), number of changed elements (varint), bytes of
 * positions (varint), positions (varints: elements skipped since the last changed one), new values (16 bits each); XXH3-64 of
 * all before. A patch is one array, so it ends at 2 GiB.
 */
public final class WeightPatch {

    private static final int MAGIC = 0x31505643;
    private static final int DIGEST_BYTES = 16;
    private static final int CHECKSUM_BYTES = 8;

    private WeightPatch() {}

    /**
     * What turns {@code from} into {@code to}.
     *
     * @throws IllegalArgumentException if names or shapes differ
     */
    public static byte[] encode(Weights from, Weights to) {
        if (!from.names().equals(to.names())) {
            throw new IllegalArgumentException("a patch needs the same tensors on both sides");
        }
        ByteSink body = new ByteSink();
        int changed = 0;
        for (String name : from.names()) {
            Weights.Tensor before = from.get(name);
            Weights.Tensor after = to.get(name);
            if (!Arrays.equals(before.shape(), after.shape())) {
                throw new IllegalArgumentException("tensor " + name + " changed its shape: " + before + " to " + after);
            }
            if (difference(name, before.bf16(), after.bf16(), body)) {
                changed++;
            }
        }
        ByteSink out = new ByteSink();
        out.putInt(MAGIC);
        out.put(HexFormat.of().parseHex(from.digest()));
        out.put(HexFormat.of().parseHex(to.digest()));
        out.putVarint(changed);
        out.put(body);
        byte[] unsigned = out.toArray(CHECKSUM_BYTES);
        int length = unsigned.length - CHECKSUM_BYTES;
        wrap(unsigned).putLong(length, Hashing.xxh3_64().hashBytesToLong(unsigned, 0, length));
        return unsigned;
    }

    /** Appends one tensor's entry, if it changed. Equal stretches are skipped four elements at a time. */
    private static boolean difference(String name, ByteBuffer before, ByteBuffer after, ByteSink body) {
        int elements = before.remaining() / 2;
        ByteSink positions = new ByteSink();
        ByteSink values = new ByteSink();
        int last = -1;
        int count = 0;
        for (int i = 0; i < elements; ) {
            if (i + 4 <= elements && before.getLong(2 * i) == after.getLong(2 * i)) {
                i += 4;
                continue;
            }
            int end = Math.min(i + 4, elements);
            for (; i < end; i++) {
                short value = after.getShort(2 * i);
                if (before.getShort(2 * i) != value) {
                    positions.putVarint(i - last - 1);
                    values.putShort(value);
                    last = i;
                    count++;
                }
            }
        }
        if (count == 0) {
            return false;
        }
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        body.putVarint(utf8.length);
        body.put(utf8);
        body.putVarint(count);
        body.putVarint(positions.size());
        body.put(positions);
        body.put(values);
        return true;
    }

    /**
     * The weights that the patch leads to. Their digest is recomputed, so a result is the right one or an error.
     *
     * @throws ModelFormatException if the patch is damaged, or {@code base} is not the version it was made from
     */
    public static Weights apply(Weights base, byte[] patch) {
        int length = patch.length - CHECKSUM_BYTES;
        if (length < 4 + 2 * DIGEST_BYTES || wrap(patch).getInt(0) != MAGIC) {
            throw new ModelFormatException("not a weight patch (" + patch.length + " bytes)");
        }
        if (wrap(patch).getLong(length) != Hashing.xxh3_64().hashBytesToLong(patch, 0, length)) {
            throw new ModelFormatException("weight patch is damaged: its checksum does not match; fetch it again");
        }
        ByteBuffer in = wrap(patch).limit(length).position(4);
        String from = digest(in);
        String to = digest(in);
        if (!from.equals(base.digest())) {
            throw new ModelFormatException("weight patch applies to weights " + from + ", but these are "
                    + base.digest() + "; start from the last anchor");
        }
        Map<String, Weights.Tensor> changed = new TreeMap<>();
        try {
            for (int tensors = varint(in); tensors > 0; tensors--) {
                readTensor(in, base, changed);
            }
        } catch (BufferUnderflowException
                | IndexOutOfBoundsException
                | IllegalArgumentException
                | ArithmeticException e) {
            throw new ModelFormatException("weight patch to " + to + " does not fit its base: " + e.getMessage(), e);
        }
        Weights result = base.with(changed);
        if (!result.digest().equals(to)) {
            throw new ModelFormatException(
                    "weight patch should lead to weights " + to + " but led to " + result.digest());
        }
        return result;
    }

    private static void readTensor(ByteBuffer in, Weights base, Map<String, Weights.Tensor> changed) {
        byte[] utf8 = bytes(in, varint(in));
        String name = new String(utf8, StandardCharsets.UTF_8);
        Weights.Tensor tensor = base.get(name);
        ByteBuffer values = ByteBuffer.allocate(tensor.bf16().remaining())
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(tensor.bf16());
        int count = varint(in);
        ByteBuffer positions = wrap(bytes(in, varint(in)));
        int element = -1;
        for (int i = 0; i < count; i++) {
            element = Math.addExact(element, varint(positions) + 1);
            values.putShort(2 * element, in.getShort());
        }
        changed.put(name, new Weights.Tensor(tensor.shape(), values.flip()));
    }

    private static String digest(ByteBuffer in) {
        return HexFormat.of().formatHex(bytes(in, DIGEST_BYTES));
    }

    private static byte[] bytes(ByteBuffer in, int count) {
        if (count < 0 || count > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[count];
        in.get(bytes);
        return bytes;
    }

    private static int varint(ByteBuffer in) {
        int value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            byte next = in.get();
            value |= (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("varint too long");
    }

    private static ByteBuffer wrap(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A growing array to append to; little-endian. Unsynchronised, unlike {@code ByteArrayOutputStream}. */
    private static final class ByteSink {

        private byte[] bytes = new byte[64];
        private int size;

        int size() {
            return size;
        }

        void put(byte[] source) {
            append(source, source.length);
        }

        void put(ByteSink source) {
            append(source.bytes, source.size);
        }

        void putShort(short value) {
            ensure(2);
            bytes[size++] = (byte) value;
            bytes[size++] = (byte) (value >>> 8);
        }

        void putInt(int value) {
            putShort((short) value);
            putShort((short) (value >>> 16));
        }

        /** Seven bits a byte, lowest first; all but the last byte have the high bit set. */
        void putVarint(int value) {
            ensure(5);
            int rest = value;
            while ((rest & ~0x7F) != 0) {
                bytes[size++] = (byte) (rest | 0x80);
                rest >>>= 7;
            }
            bytes[size++] = (byte) rest;
        }

        /** The content followed by {@code tail} zero bytes. */
        byte[] toArray(int tail) {
            return Arrays.copyOf(bytes, Math.addExact(size, tail));
        }

        private void append(byte[] source, int count) {
            ensure(count);
            System.arraycopy(source, 0, bytes, size, count);
            size += count;
        }

        private void ensure(int more) {
            int needed = Math.addExact(size, more);
            if (needed > bytes.length) {
                bytes = Arrays.copyOf(
                        bytes, (int) Math.max(needed, Math.min(2L * bytes.length, Integer.MAX_VALUE - 8)));
            }
        }
    }
}
