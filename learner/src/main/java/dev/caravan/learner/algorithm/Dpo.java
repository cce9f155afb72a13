package dev.caravan.learner.algorithm;

import dev.caravan.learner.DpoSettings;
import dev.caravan.policy.loss.Batch;
import dev.caravan.policy.loss.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Direct preference optimisation (Rafailov et al. 2023, eq. 7), by default length-normalised as in Tülu 3 (Lambert et al. 2024,
 * section 5.1, eq. 6).
 *
 * <pre>
 * s(y) = beta / n(y) (log pi(y) - log ref(y))      n(y) = |y|, or 1 where lengthNormalised is off
 * L    = 1/D sum_pairs -log sigmoid(s(chosen) - s(rejected))
 * </pre>
 *
 * D is the number of pairs of the update. The loss itself is {@link dev.caravan.policy.loss.Dpo}. The reference is the policy at the
 * stage's start; its log-probs are computed once, before the first update, and kept (Tülu 3, section 5.4 and figure 17). No departures.
 */
public final class Dpo {

    /** Pairs that the reference scores together. */
    private static final int REFERENCE_BATCH = 256;

    private final DpoSettings settings;
    private final dev.caravan.policy.loss.Dpo loss;

    public Dpo(DpoSettings settings) {
        this.settings = settings;
        this.loss = new dev.caravan.policy.loss.Dpo(settings.beta(), settings.lengthNormalised());
    }

    /** One update. */
    public Update update(List<Comparison> comparisons) {
        double weight = 1.0 / comparisons.size();
        List<Batch> batches = new ArrayList<>();
        for (List<Comparison> rows :
                MicroBatches.split(comparisons, Comparison::paddedTokens, settings.microBatchTokens())) {
            batches.add(new Batch.Pairs(
                    rows.stream()
                            .map(row -> new Pair(row.chosen(), row.rejected(), weight))
                            .toList(),
                    loss));
        }
        return new Update(
                batches,
                comparisons.stream()
                        .mapToLong(row ->
                                row.chosen().tokens().length + row.rejected().tokens().length)
                        .sum());
    }

    /**
     * Takes the reference's log-probs, which are computed once.
     *
     * @param preferences what to compare
     * @param reference log-probs of token sequences: one array per sequence, one element per token
     */
    public static List<Comparison> compare(
            List<Preferred> preferences, Function<List<int[]>, List<float[]>> reference) {
        List<Comparison> comparisons = new ArrayList<>();
        for (int from = 0; from < preferences.size(); from += REFERENCE_BATCH) {
            List<Preferred> slice = preferences.subList(from, Math.min(preferences.size(), from + REFERENCE_BATCH));
            List<float[]> logProbs = reference.apply(slice.stream()
                    .flatMap(pair ->
                            Stream.of(pair.chosen().tokens(), pair.rejected().tokens()))
                    .toList());
            for (int i = 0; i < slice.size(); i++) {
                comparisons.add(new Comparison(
                        side(slice.get(i).chosen(), logProbs.get(2 * i)),
                        side(slice.get(i).rejected(), logProbs.get(2 * i + 1))));
            }
        }
        return comparisons;
    }

    private static Pair.Side side(Answer answer, float[] logProbs) {
        double sum = 0;
        for (int t = answer.from(); t < logProbs.length; t++) {
            sum += logProbs[t];
        }
        return new Pair.Side(answer.tokens(), answer.from(), sum);
    }

    /**
     * An answer with its prompt.
     *
     * @param tokens of both
     * @param from index of the answer's first token
     */
    @SuppressWarnings("ArrayRecordComponent") // carries data, never compared
    public record Answer(int[] tokens, int from) {}

    /**
     * Two answers to one prompt.
     *
     * @param chosen the better one
     * @param rejected the worse one
     */
    public record Preferred(Answer chosen, Answer rejected) {}

    /**
     * Two answers to one prompt, with the reference's log-probs.
     *
     * @param chosen the better one
     * @param rejected the worse one
     */
    public record Comparison(Pair.Side chosen, Pair.Side rejected) {

        /** Both rows at the length of the longer. */
        int paddedTokens() {
            return 2 * Math.max(chosen.tokens().length, rejected.tokens().length);
        }
    }
}
