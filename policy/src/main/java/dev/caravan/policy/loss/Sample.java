package dev.caravan.policy.loss;

/**
 * A sampled sequence with the credit of each token. All arrays have one element per token, prompt included, and are not
 * copied; elements at weight 0 are ignored.
 *
 * @param tokens ids, at least 2
 * @param weights factor of the token in the loss, 0 for prompt tokens; the first must be 0. Carries the global denominator
 * @param advantages of the token
 * @param behaviour log-probs under the weights that sampled the token, {@link dev.caravan.policy.Generated#logProbs()}
 * @param proximal log-probs under the weights at the start of the learner's step, the centre of the clip; the same
 *     array as {@code behaviour} where the two policies are taken to be one
 * @param reference log-probs under the reference policy; read only when {@link PolicyGradient#klCoefficient()} is above 0, may
 *     be empty otherwise
 */
@SuppressWarnings("ArrayRecordComponent") // carries data, never compared
public record Sample(
        int[] tokens, float[] weights, float[] advantages, float[] behaviour, float[] proximal, float[] reference) {

    public Sample {
        Rows.check(tokens, "weights", weights);
        Rows.check(tokens, "advantages", advantages);
        Rows.check(tokens, "behaviour", behaviour);
        Rows.check(tokens, "proximal", proximal);
        if (reference.length != 0) {
            Rows.check(tokens, "reference", reference);
        }
        Rows.checkWeights(weights);
    }

    /** Clipped around the behaviour policy, without a reference. */
    public static Sample of(int[] tokens, float[] weights, float[] advantages, float[] behaviour) {
        return new Sample(tokens, weights, advantages, behaviour, behaviour, new float[0]);
    }

    public Sample withProximal(float[] logProbs) {
        return new Sample(tokens, weights, advantages, behaviour, logProbs, reference);
    }

    public Sample withReference(float[] logProbs) {
        return new Sample(tokens, weights, advantages, behaviour, proximal, logProbs);
    }
}
