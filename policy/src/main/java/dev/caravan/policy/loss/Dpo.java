package dev.caravan.policy.loss;

/**
 * Direct preference optimisation (Rafailov et al. 2023, eq. 7), by default with the length normalisation of Tülu 3
 * (Lambert et al. 2024, section 5.1, eq. 6):
 *
 * <pre>
 * s(y) = beta / n(y) (log p(y) - reference(y))      n(y) = tokens of y if lengthNormalised, else 1
 * L    = sum_pairs w ( -log sigmoid(s(chosen) - s(rejected)) )
 * </pre>
 *
 * @param beta strength of the pull to the reference, positive; normalised lengths want a larger one (Tülu 3: 5, against 0.1)
 * @param lengthNormalised whether log-probs are means rather than sums over the answer's tokens
 */
public record Dpo(double beta, boolean lengthNormalised) {

    public Dpo {
        if (!(beta > 0) || Double.isInfinite(beta)) {
            throw new IllegalArgumentException("beta must be positive, got " + beta);
        }
    }
}
