package dev.caravan.policy;

import dev.caravan.policy.loss.Batch;
import dev.caravan.policy.loss.LossStats;
import dev.caravan.policy.weights.ModelConfig;
import dev.caravan.policy.weights.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Master weights in fp32, AdamW state, gradient accumulation. Belongs to one thread. */
@SuppressWarnings("DoNotCallSuggester")
public final class Trainer implements AutoCloseable {

    public Trainer(Torch torch, ModelConfig config, Weights initial, AdamWSettings settings) {
        throw new UnsupportedOperationException();
    }

    /** As {@link Scorer#logProbs}, under the weights that {@link #publish()} would return. */
    public List<float[]> logProbs(List<int[]> sequences) {
        throw new UnsupportedOperationException();
    }

    /** Forward and backward; the gradient is added to what has been accumulated since the last step. */
    public LossStats accumulate(Batch batch) {
        throw new UnsupportedOperationException();
    }

    /**
     * Clips, updates the master weights and clears the gradient.
     *
     * @throws DivergedException if the gradient is not finite; nothing is changed then but the gradient, which is cleared
     * @throws IllegalStateException if nothing was accumulated
     */
    public StepStats step(double learningRate) {
        throw new UnsupportedOperationException();
    }

    /** Optimizer steps taken since the first weights. */
    public long steps() {
        throw new UnsupportedOperationException();
    }

    /** The master weights rounded to bf16, copied to the host. */
    public Weights publish() {
        throw new UnsupportedOperationException();
    }

    /** Writes master weights, optimizer state and step count to a safetensors file in fp32, and syncs it. */
    public void save(Path file) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Continues from a {@linkplain #save saved} file, bit by bit. Accumulated gradients are cleared. */
    public void restore(Path file) throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
