package dev.caravan.policy.loss;

/**
 * A token sequence to imitate.
 *
 * @param tokens ids, at least 2; not copied, must not be changed
 * @param weights one per token: the factor of its -log p, 0 for a token that is not trained on. The first must be 0, nothing
 *     predicts it. The caller's weights carry the global denominator (1 / tokens of the whole batch, say)
 */
@SuppressWarnings("ArrayRecordComponent") // carries data, never compared
public record Demonstration(int[] tokens, float[] weights) {

    public Demonstration {
        Rows.check(tokens, "weights", weights);
        Rows.checkWeights(weights);
    }
}
