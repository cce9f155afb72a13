package dev.caravan.policy.loss;

/**
 * Clipped surrogate (PPO, Schulman et al. 2017, eq. 7) with its centre apart from the behaviour policy (decoupled PPO,
 * Hilton et al. 2022) and a truncated importance weight between the two:
 *
 * <pre>
 * r_t = exp(new_t - proximal_t)         c_t = min(exp(proximal_t - behaviour_t), importanceCap)
 * L   = sum_t w_t ( -c_t min(r_t A_t, clip(r_t, 1 - clipLow, 1 + clipHigh) A_t)
 *                   + klCoefficient (exp(reference_t - new_t) - (reference_t - new_t) - 1) )
 * </pre>
 *
 * c_t has no gradient. With {@code proximal == behaviour} c_t is 1 and this is plain PPO; GRPO, RLOO and others differ only in how
 * they fill A_t and w_t.
 *
 * @param clipLow lower clip distance, in (0, 1]
 * @param clipHigh upper clip distance, positive; infinity turns it off
 * @param importanceCap most that c_t may be, positive; infinity turns the truncation off
 * @param klCoefficient factor of the k3 estimate of KL(new || reference), 0 is off
 */
public record PolicyGradient(double clipLow, double clipHigh, double importanceCap, double klCoefficient) {

    public PolicyGradient {
        require(clipLow > 0 && clipLow <= 1, "clipLow must be in (0, 1]", clipLow);
        require(clipHigh > 0, "clipHigh must be positive", clipHigh);
        require(importanceCap > 0, "importanceCap must be positive", importanceCap);
        require(
                klCoefficient >= 0 && Double.isFinite(klCoefficient),
                "klCoefficient must not be negative",
                klCoefficient);
    }

    /** Clip 0.2 on both sides, importance weights up to 2, no KL term. */
    public static PolicyGradient defaults() {
        return new PolicyGradient(0.2, 0.2, 2, 0);
    }

    private static void require(boolean holds, String rule, double value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", got " + value);
        }
    }
}
