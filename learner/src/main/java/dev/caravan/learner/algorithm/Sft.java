package dev.caravan.learner.algorithm;

import dev.caravan.learner.SftSettings;
import dev.caravan.policy.loss.Batch;
import dev.caravan.policy.loss.Demonstration;
import java.util.ArrayList;
import java.util.List;

/**
 * Supervised fine-tuning, and pretraining where every token of a document is trained on.
 *
 * <pre>
 * L = 1/D sum_i sum_{t trainable} -log p(y_it | y_i,&lt;t)
 * </pre>
 *
 * D is counted over the whole update: its trainable tokens, or its demonstrations, which is the sum loss of Tülu 3 (Lambert et al. 2024,
 * section 4.3.2) up to a constant factor. Departure: there the sum is over what one device holds, so that its scale changes with the number
 * of devices; here it does not. Rows are not packed; micro-batches of similar length keep the padding small instead.
 */
public final class Sft {

    private final SftSettings settings;

    public Sft(SftSettings settings) {
        this.settings = settings;
    }

    /** One update. */
    public Update update(List<Example> examples) {
        double denominator =
                switch (settings.denominator()) {
                    case TOKENS ->
                        examples.stream().mapToInt(Example::trainedTokens).sum();
                    case SEQUENCES -> examples.size();
                };
        List<Batch> batches = new ArrayList<>();
        for (List<Example> rows :
                MicroBatches.split(examples, example -> example.tokens().length, settings.microBatchTokens())) {
            batches.add(new Batch.Demonstrations(rows.stream()
                    .map(row -> new Demonstration(row.tokens(), row.weights((float) (1 / denominator))))
                    .toList()));
        }
        return new Update(
                batches,
                examples.stream().mapToLong(example -> example.tokens().length).sum());
    }

    /**
     * A tokenised demonstration.
     *
     * @param tokens ids, at least 2
     * @param trainable one per token: whether it is imitated; the first never is, nothing predicts it
     */
    @SuppressWarnings("ArrayRecordComponent") // carries data, never compared
    public record Example(int[] tokens, boolean[] trainable) {

        public Example {
            if (tokens.length != trainable.length) {
                throw new IllegalArgumentException(
                        "trainable must have one element per token (" + tokens.length + "), got " + trainable.length);
            }
        }

        /** Tokens that enter the loss. */
        public int trainedTokens() {
            int count = 0;
            for (int t = 1; t < trainable.length; t++) {
                count += trainable[t] ? 1 : 0;
            }
            return count;
        }

        private float[] weights(float weight) {
            float[] weights = new float[tokens.length];
            for (int t = 1; t < weights.length; t++) {
                weights[t] = trainable[t] ? weight : 0;
            }
            return weights;
        }
    }
}
