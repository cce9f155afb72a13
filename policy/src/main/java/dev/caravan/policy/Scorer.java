package dev.caravan.policy;

import dev.caravan.policy.weights.ModelConfig;
import dev.caravan.policy.weights.Weights;
import java.util.List;

/** Log-probs of given tokens under given weights, by full forwards without gradients. Belongs to one thread. */
@SuppressWarnings("DoNotCallSuggester")
public final class Scorer implements AutoCloseable {

    public Scorer(Torch torch, ModelConfig config, Weights weights) {
        throw new UnsupportedOperationException();
    }

    /**
     * One array per sequence, one element per token: element t is log p(token t | tokens before t); element 0 is 0, nothing
     * predicts it.
     */
    public List<float[]> logProbs(List<int[]> sequences) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
