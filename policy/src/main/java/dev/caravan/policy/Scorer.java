package dev.caravan.policy;

import dev.caravan.policy.torch.DeviceWeights;
import dev.caravan.policy.torch.Model;
import dev.caravan.policy.weights.ModelConfig;
import dev.caravan.policy.weights.Weights;
import java.util.List;

/**
 * Log-probs of given tokens under given weights, by full forwards without gradients. The same call gives the same bits; other
 * sequences beside one may change its last bits. Belongs to one thread.
 */
public final class Scorer implements AutoCloseable {

    private final Model model;
    private final DeviceWeights weights;

    /** @throws IllegalArgumentException if the weights are not of the configuration's shape */
    public Scorer(Torch torch, ModelConfig config, Weights weights) {
        model = new Model(torch.session(), config);
        this.weights = new DeviceWeights(model, weights);
    }

    /**
     * One array per sequence, one element per token: element t is log p(token t | tokens before t); element 0 is 0, nothing
     * predicts it.
     *
     * @throws IllegalArgumentException if a token is outside the vocabulary, or a sequence too long for the model
     */
    public List<float[]> logProbs(List<int[]> sequences) {
        return weights.scoring().logProbs(sequences);
    }

    @Override
    public void close() {
        weights.close();
        model.close();
    }
}
