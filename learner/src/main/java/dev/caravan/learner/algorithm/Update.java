package dev.caravan.learner.algorithm;

import dev.caravan.policy.loss.Batch;
import java.util.List;

/**
 * The examples of one optimizer update, in micro-batches. Their weights carry the update's denominator, so the gradient is the
 * sum over the micro-batches, however they were cut.
 *
 * @param microBatches what is accumulated before the optimizer steps; not empty
 * @param tokens tokens that pass through the model, prompts included, padding not
 */
public record Update(List<Batch> microBatches, long tokens) {

    public Update {
        microBatches = List.copyOf(microBatches);
        if (microBatches.isEmpty()) {
            throw new IllegalArgumentException("an update needs a micro-batch");
        }
    }
}
