package dev.caravan.policy.weights;

/**
 * Element types of a safetensors file that this project reads or writes, under the names the format gives them. Their order
 * is the one in which the reference implementation lays tensors out: widest first, so that each is aligned.
 */
public enum DType {
    I64(8),
    F64(8),
    F32(4),
    I32(4),
    BF16(2),
    F16(2),
    I16(2),
    I8(1),
    U8(1),
    BOOL(1);

    private final int size;

    DType(int size) {
        this.size = size;
    }

    /** Bytes of one element. */
    public int size() {
        return size;
    }

    /**
     * Bytes of a tensor of this type.
     *
     * @throws ArithmeticException if they do not fit a long
     */
    public long bytes(long[] shape) {
        return Math.multiplyExact(elements(shape), size);
    }

    /** Product of the dimensions; 1 for a scalar. Never overflows silently. */
    static long elements(long[] shape) {
        long product = 1;
        for (long dimension : shape) {
            if (dimension < 0) {
                throw new IllegalArgumentException("negative dimension " + dimension);
            }
            product = Math.multiplyExact(product, dimension);
        }
        return product;
    }
}
