package dev.caravan.policy.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.caravan.policy.weights.Weights;
import java.util.List;

/** One version of the weights on the device. Immutable. */
public final class DeviceWeights implements AutoCloseable {

    private final Model model;
    private final NDManager memory;
    private final List<NDArray> parameters;

    public DeviceWeights(Model model, Weights weights) {
        this.model = model;
        memory = model.session().scope();
        try {
            parameters = model.load(memory, weights);
        } catch (RuntimeException e) {
            memory.close();
            throw e;
        }
    }

    List<NDArray> parameters() {
        return parameters;
    }

    public Scoring scoring() {
        return new Scoring(model, parameters);
    }

    @Override
    public void close() {
        memory.close();
    }
}
