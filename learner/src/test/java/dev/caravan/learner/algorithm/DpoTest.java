package dev.caravan.learner.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.caravan.learner.DpoSettings;
import dev.caravan.policy.loss.Batch;
import dev.caravan.policy.loss.Pair;
import dev.caravan.runtime.settings.SettingsBinder;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class DpoTest {

    private static final Dpo.Preferred PREFERRED =
            new Dpo.Preferred(new Dpo.Answer(new int[] {2, 3, 10, 1}, 2), new Dpo.Answer(new int[] {2, 3, 11}, 2));

    @Test
    void referenceIsTheSumOverTheAnswersTokens() {
        // Given
        float[] chosen = {0, -1, -0.25f, -0.5f};
        float[] rejected = {0, -1, -2};

        // When
        Dpo.Comparison comparison = Dpo.compare(List.of(PREFERRED), sequences -> List.of(chosen, rejected))
                .get(0);

        // Then
        assertThat(comparison.chosen().reference()).isCloseTo(-0.75, within(1e-12));
        assertThat(comparison.rejected().reference()).isCloseTo(-2, within(1e-12));
        assertThat(comparison.chosen().from()).isEqualTo(2);
    }

    @Test
    void everyPairIsScoredOnceAlsoBeyondOneBatchOfTheReference() {
        // Given
        List<Dpo.Preferred> many = Collections.nCopies(300, PREFERRED);
        int[] scored = {0};

        // When
        List<Dpo.Comparison> comparisons = Dpo.compare(many, sequences -> {
            scored[0] += sequences.size();
            return sequences.stream().map(tokens -> new float[tokens.length]).toList();
        });

        // Then
        assertThat(comparisons).hasSize(300);
        assertThat(scored[0]).isEqualTo(600);
    }

    @Test
    void aPairWeighsOneOverThePairsOfTheUpdateWhateverTheMicroBatches() {
        // Given
        List<Dpo.Comparison> comparisons =
                Dpo.compare(Collections.nCopies(4, PREFERRED), sequences -> sequences.stream()
                        .map(tokens -> new float[tokens.length])
                        .toList());
        Dpo whole = dpo("{beta: 0.1, length_normalised: false}");
        Dpo split = dpo("{beta: 0.1, length_normalised: false, micro_batch_tokens: 8}");

        // When
        List<Batch> one = whole.update(comparisons).microBatches();
        List<Batch> four = split.update(comparisons).microBatches();

        // Then
        assertThat(one).hasSize(1);
        assertThat(four).hasSize(4);
        assertThat(four).allSatisfy(batch -> assertThat(((Batch.Pairs) batch).rows())
                .extracting(Pair::weight)
                .containsExactly(0.25));
        assertThat(((Batch.Pairs) one.get(0)).loss()).isEqualTo(new dev.caravan.policy.loss.Dpo(0.1, false));
    }

    private static Dpo dpo(String yaml) {
        return new Dpo(SettingsBinder.text("test", yaml).bind(DpoSettings.class));
    }
}
