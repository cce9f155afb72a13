package dev.caravan.policy.loss;

/**
 * Two answers to one prompt, the first preferred.
 *
 * @param chosen the better one
 * @param rejected the worse one
 * @param weight factor of the pair in the loss; carries the global denominator (1 / pairs of the whole batch, say)
 */
public record Pair(Side chosen, Side rejected, double weight) {

    public Pair {
        if (!(weight >= 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException("pair weight must be finite and not negative, got " + weight);
        }
    }

    /**
     * One answer with its prompt.
     *
     * @param tokens ids, prompt and answer; not copied, must not be changed
     * @param from index of the answer's first token, at least 1; all tokens from there on are scored
     * @param reference sum of the scored tokens' log-probs under the reference policy
     */
    @SuppressWarnings("ArrayRecordComponent") // carries data, never compared
    public record Side(int[] tokens, int from, double reference) {

        public Side {
            if (from < 1 || from >= tokens.length) {
                throw new IllegalArgumentException(
                        "from must be in [1, " + tokens.length + "), so that a token is scored, got " + from);
            }
            if (!Double.isFinite(reference)) {
                throw new IllegalArgumentException("reference log-prob must be finite, got " + reference);
            }
        }
    }
}
