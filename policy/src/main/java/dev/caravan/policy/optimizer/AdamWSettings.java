package dev.caravan.policy.optimizer;

/**
 * AdamW (Loshchilov and Hutter 2019, Algorithm 2) behind a clip of the global gradient norm.
 *
 * @param beta1 decay of the mean of the gradient, in [0, 1)
 * @param beta2 decay of the mean of its square, in [0, 1)
 * @param eps added to the root of the latter
 * @param weightDecay decoupled, times the learning rate; applied to matrices, not to norm gains
 * @param maxGradNorm the gradient is scaled down to this L2 norm over all parameters; infinity turns the clip off
 */
public record AdamWSettings(double beta1, double beta2, double eps, double weightDecay, double maxGradNorm) {

    public AdamWSettings {
        require(beta1 >= 0 && beta1 < 1, "beta1 must be in [0, 1)", beta1);
        require(beta2 >= 0 && beta2 < 1, "beta2 must be in [0, 1)", beta2);
        require(eps > 0, "eps must be positive", eps);
        require(weightDecay >= 0, "weightDecay must not be negative", weightDecay);
        require(maxGradNorm > 0, "maxGradNorm must be positive", maxGradNorm);
    }

    /** (0.9, 0.98), eps 1e-8, no decay, clip at 1. */
    public static AdamWSettings defaults() {
        return new AdamWSettings(0.9, 0.98, 1e-8, 0, 1);
    }

    private static void require(boolean holds, String rule, double value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", got " + value);
        }
    }
}
