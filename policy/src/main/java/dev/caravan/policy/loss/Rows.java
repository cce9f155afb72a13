package dev.caravan.policy.loss;

/** Checks of per-token arrays. */
final class Rows {

    private Rows() {}

    static void check(int[] tokens, String name, float[] values) {
        if (tokens.length < 2) {
            throw new IllegalArgumentException("a row needs at least 2 tokens, got " + tokens.length);
        }
        if (values.length != tokens.length) {
            throw new IllegalArgumentException(
                    name + " must have one element per token (" + tokens.length + "), got " + values.length);
        }
    }

    static void checkWeights(float[] weights) {
        if (weights[0] != 0) {
            throw new IllegalArgumentException(
                    "weights[0] must be 0, nothing predicts the first token, got " + weights[0]);
        }
        for (int i = 0; i < weights.length; i++) {
            if (!Float.isFinite(weights[i])) {
                throw new IllegalArgumentException("weights[" + i + "] must be finite, got " + weights[i]);
            }
        }
    }
}
