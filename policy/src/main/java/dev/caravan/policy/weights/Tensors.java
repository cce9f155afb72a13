package dev.caravan.policy.weights;

/** Arithmetic on shapes that never overflows silently. */
final class Tensors {

    private Tensors() {}

    /**
     * Product of the dimensions; 1 for a scalar.
     *
     * @throws ArithmeticException if it does not fit a long
     * @throws IllegalArgumentException if a dimension is negative
     */
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
