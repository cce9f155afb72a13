package dev.caravan.policy;

import dev.caravan.policy.loss.Batch;
import dev.caravan.policy.loss.LossStats;
import dev.caravan.policy.optimizer.AdamWSettings;
import dev.caravan.policy.optimizer.DivergedException;
import dev.caravan.policy.optimizer.StepStats;
import dev.caravan.policy.torch.Model;
import dev.caravan.policy.torch.TrainingState;
import dev.caravan.policy.weights.ModelConfig;
import dev.caravan.policy.weights.Weights;
import java.nio.file.Path;
import java.util.List;

/**
 * Master weights in fp32, AdamW state, gradient accumulation. The forward uses the master weights rounded to bf16, as everybody
 * who reads the published weights does; their gradient is applied to the master (straight-through). On the CPU every result
 * is a function of the calls made, bit by bit. Belongs to one thread.
 */
public final class Trainer implements AutoCloseable {

    private final Model model;
    private final TrainingState state;
    private final AdamWSettings settings;

    /** @throws IllegalArgumentException if the weights are not of the configuration's shape */
    public Trainer(Torch torch, ModelConfig config, Weights initial, AdamWSettings settings) {
        this.settings = settings;
        model = new Model(torch.session(), config);
        state = new TrainingState(model, initial);
    }

    /** As {@link Scorer#logProbs}, under the weights that {@link #publish()} would return. */
    public List<float[]> logProbs(List<int[]> sequences) {
        return state.scoring().logProbs(sequences);
    }

    /**
     * Forward and backward; the gradient is added to what has been accumulated since the last step. A batch of any size is
     * processed in pieces that fit the cache.
     *
     * @throws IllegalArgumentException if a token is outside the vocabulary, or a row too long for the model; the gradient is
     *     unchanged then
     */
    public LossStats accumulate(Batch batch) {
        return state.accumulate(batch);
    }

    /**
     * Clips, updates the master weights and clears the gradient.
     *
     * @throws DivergedException if the gradient is not finite; nothing is changed then but the gradient, which is cleared
     * @throws IllegalStateException if nothing was accumulated
     */
    public StepStats step(double learningRate) {
        if (!state.hasGradients()) {
            throw new IllegalStateException("no gradient was accumulated since step " + state.steps());
        }
        double norm = state.gradientNorm();
        if (!Double.isFinite(norm)) {
            state.clearGradients();
            throw new DivergedException("the gradient norm of step " + (state.steps() + 1) + " is " + norm
                    + "; lower the learning rate or look at the batch");
        }
        boolean clipped = norm > settings.maxGradNorm();
        double scale = clipped ? settings.maxGradNorm() / norm : 1;
        state.update(learningRate, scale, settings.beta1(), settings.beta2(), settings.weightDecay(), settings.eps());
        return new StepStats(state.steps(), norm, clipped);
    }

    /** Optimizer steps taken since the first weights. */
    public long steps() {
        return state.steps();
    }

    /** The master weights rounded to bf16, copied to the host. */
    public Weights publish() {
        return state.publish();
    }

    /**
     * Writes master weights, optimizer state and step count to a safetensors file in fp32, atomically and synced.
     *
     * @throws java.io.UncheckedIOException naming the file
     */
    public void save(Path file) {
        state.save(file);
    }

    /**
     * Continues from a {@linkplain #save saved} file, bit by bit. Accumulated gradients are cleared.
     *
     * @throws dev.caravan.policy.weights.ModelFormatException if the file is not one saved for a model of this shape
     */
    public void restore(Path file) {
        state.restore(file);
    }

    @Override
    public void close() {
        state.close();
        model.close();
    }
}
