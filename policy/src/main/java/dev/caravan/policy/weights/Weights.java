package dev.caravan.policy.weights;

import com.dynatrace.hash4j.hashing.ByteAccess;
import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Named bf16 tensors on the host, in name order, with Hugging Face names. Immutable; the bytes may be a mapped file, which
 * must then not be written to (files are only ever replaced by renaming).
 */
public final class Weights {

    private final NavigableMap<String, Tensor> tensors;

    /** Hashes by tensor name, filled on first use; kept across {@link #with} for tensors that did not change. */
    private final ConcurrentHashMap<String, Long> hashes;

    private Weights(NavigableMap<String, Tensor> tensors, Map<String, Long> hashes) {
        this.tensors = tensors;
        this.hashes = new ConcurrentHashMap<>(hashes);
    }

    /** Copies the map, not the bytes, which the caller must no longer change. */
    public static Weights of(Map<String, Tensor> tensors) {
        return new Weights(new TreeMap<>(tensors), Map.of());
    }

    /** Tensor names in their natural order. */
    public Set<String> names() {
        return Collections.unmodifiableSet(tensors.navigableKeySet());
    }

    /**
     * One tensor.
     *
     * @throws IllegalArgumentException if there is no tensor of that name
     */
    public Tensor get(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("no tensor named " + name);
        }
        return tensor;
    }

    /**
     * 32 hex digits that identify names, shapes and every bit of the values: XXH3-128 over, for each tensor in name order, its
     * name (UTF-8, then a zero byte), rank, dimensions and the XXH3-64 of its bytes (little-endian 64-bit integers). Two
     * levels, so that after a patch only the changed tensors are hashed again.
     */
    public String digest() {
        HashStream128 all = Hashing.xxh3_128().hashStream();
        tensors.forEach((name, tensor) -> {
            all.putBytes(name.getBytes(StandardCharsets.UTF_8)).putByte((byte) 0);
            long[] shape = tensor.shape();
            all.putLong(shape.length);
            for (long dimension : shape) {
                all.putLong(dimension);
            }
            all.putLong(hash(name));
        });
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(all.get().getMostSignificantBits())
                + hex.toHexDigits(all.get().getLeastSignificantBits());
    }

    /** These weights with some tensors replaced; the others keep their hashes. */
    Weights with(Map<String, Tensor> changed) {
        TreeMap<String, Tensor> merged = new TreeMap<>(tensors);
        merged.putAll(changed);
        Map<String, Long> kept = new TreeMap<>(hashes);
        kept.keySet().removeAll(changed.keySet());
        return new Weights(merged, kept);
    }

    private long hash(String name) {
        return hashes.computeIfAbsent(name, key -> {
            ByteBuffer bytes = get(key).bf16();
            return Hashing.xxh3_64()
                    .hashBytesToLong(bytes, 0, bytes.remaining(), ByteAccess.forByteBuffer(ByteOrder.LITTLE_ENDIAN));
        });
    }

    /**
     * One tensor in row-major order.
     *
     * @param shape dimensions, outermost first
     * @param bf16 the elements as little-endian bfloat16; every call of the accessor returns its own read-only view
     */
    @SuppressWarnings("ArrayRecordComponent") // a shape is an array in every torch API; equals below compares contents
    public record Tensor(long[] shape, ByteBuffer bf16) {

        public Tensor {
            shape = shape.clone();
            bf16 = bf16.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
            if (bf16.remaining() != Math.multiplyExact(2, DType.elements(shape))) {
                throw new IllegalArgumentException(
                        "shape " + Arrays.toString(shape) + " does not fit " + bf16.remaining() + " bytes of bf16");
            }
        }

        @Override
        public long[] shape() {
            return shape.clone();
        }

        @Override
        public ByteBuffer bf16() {
            return bf16.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Tensor that && Arrays.equals(shape, that.shape) && bf16.equals(that.bf16);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(shape) + bf16.hashCode();
        }

        @Override
        public String toString() {
            return "bf16" + Arrays.toString(shape);
        }
    }
}
