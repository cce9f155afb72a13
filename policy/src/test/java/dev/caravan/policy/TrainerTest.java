package dev.caravan.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.policy.loss.Batch;
import dev.caravan.policy.loss.Demonstration;
import dev.caravan.policy.loss.PolicyGradient;
import dev.caravan.policy.loss.Sample;
import dev.caravan.policy.optimizer.AdamWSettings;
import dev.caravan.policy.optimizer.DivergedException;
import dev.caravan.policy.weights.ModelFormatException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {

    private static Torch torch;

    @BeforeAll
    static void open() {
        torch = Torch.cpu();
    }

    @AfterAll
    static void close() {
        torch.close();
    }

    @Test
    void learnsASequenceByHeart() {
        // Given
        Batch batch = new Batch.Demonstrations(demonstrations(new Random(1), 4));
        try (Trainer trainer = trainer()) {
            double first = trainer.accumulate(batch).loss();
            trainer.step(3e-3);

            // When
            double last = first;
            for (int step = 0; step < 40; step++) {
                last = trainer.accumulate(batch).loss();
                trainer.step(3e-3);
            }

            // Then
            assertThat(last).isLessThan(0.1 * first);
        }
    }

    @Test
    void aRestoredTrainerGoesOnBitByBit(@TempDir Path folder) {
        // Given
        Random random = new Random(2);
        List<Batch> batches = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            batches.add(new Batch.Demonstrations(demonstrations(random, 5)));
        }
        Path checkpoint = folder.resolve("trainer.safetensors");
        Path undisturbed = folder.resolve("undisturbed");
        Path resumed = folder.resolve("resumed");

        // When
        try (Trainer trainer = trainer()) {
            for (int i = 0; i < batches.size(); i++) {
                if (i == 3) {
                    trainer.save(checkpoint);
                }
                trainer.accumulate(batches.get(i));
                trainer.step(1e-3);
            }
            trainer.save(undisturbed);
        }
        try (Trainer trainer =
                new Trainer(torch, Tiny.CONFIG, InitialWeights.random(Tiny.CONFIG, 77), AdamWSettings.defaults())) {
            trainer.accumulate(batches.get(0));
            trainer.restore(checkpoint);
            for (Batch batch : batches.subList(3, batches.size())) {
                trainer.accumulate(batch);
                trainer.step(1e-3);
            }
            trainer.save(resumed);

            // Then
            assertThat(trainer.steps()).isEqualTo(6);
        }
        assertThat(resumed).hasSameBinaryContentAs(undisturbed);
    }

    @Test
    void theImportanceRatioOfTheWeightsThatSampledIsOne() {
        // Given
        List<Demonstration> rows = demonstrations(new Random(3), 6);
        try (Trainer trainer = trainer()) {
            trainer.accumulate(new Batch.Demonstrations(rows));
            trainer.step(1e-3);
            try (Scorer scorer = new Scorer(torch, Tiny.CONFIG, trainer.publish())) {
                List<int[]> tokens = rows.stream().map(Demonstration::tokens).toList();
                List<float[]> behaviour = scorer.logProbs(tokens);
                List<Sample> samples = new ArrayList<>();
                for (int i = 0; i < rows.size(); i++) {
                    float[] ones = new float[tokens.get(i).length];
                    Arrays.fill(ones, 1);
                    samples.add(Sample.of(tokens.get(i), rows.get(i).weights(), ones, behaviour.get(i)));
                }

                // When
                var stats = trainer.accumulate(new Batch.Samples(samples, PolicyGradient.defaults()));

                // Then
                assertThat(stats.maxRatioDeviation()).isLessThan(1e-5);
                assertThat(stats.clippedTokens()).isZero();
                List<float[]> own = trainer.logProbs(tokens);
                for (int i = 0; i < own.size(); i++) {
                    assertThat(own.get(i)).isEqualTo(behaviour.get(i));
                }
            }
        }
    }

    @Test
    void publishedWeightsAreTheInitialOnesBeforeAStep() {
        try (Trainer trainer = trainer()) {
            assertThat(trainer.publish().digest()).isEqualTo(Tiny.weights().digest());
        }
    }

    @Test
    void aGradientThatIsNotFiniteChangesNothing() {
        // Given
        int[] tokens = {1, 2, 3};
        float huge = 3e38f;
        try (Trainer trainer = trainer()) {
            trainer.accumulate(
                    new Batch.Demonstrations(List.of(new Demonstration(tokens, new float[] {0, huge, huge}))));

            // Then
            assertThatThrownBy(() -> trainer.step(1e-3))
                    .isInstanceOf(DivergedException.class)
                    .hasMessageContaining("step 1");
            assertThat(trainer.publish().digest()).isEqualTo(Tiny.weights().digest());
            assertThatThrownBy(() -> trainer.step(1e-3)).isInstanceOf(IllegalStateException.class);
            trainer.accumulate(new Batch.Demonstrations(demonstrations(new Random(1), 1)));
            assertThat(trainer.step(1e-3).gradientNorm()).isFinite();
        }
    }

    @Test
    void aFileThatIsNoTrainingStateIsRefused(@TempDir Path folder) throws Exception {
        // Given
        Path file = folder.resolve("model.safetensors");
        Files.write(file, new byte[] {2, 0, 0, 0, 0, 0, 0, 0, '{', '}'});

        // Then
        try (Trainer trainer = trainer()) {
            assertThatThrownBy(() -> trainer.restore(file))
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessageContaining(file.toString());
        }
    }

    @Test
    void aTokenOutsideTheVocabularyIsNamed() {
        try (Trainer trainer = trainer()) {
            Batch batch = new Batch.Demonstrations(List.of(new Demonstration(new int[] {1, 500}, new float[] {0, 1})));
            assertThatThrownBy(() -> trainer.accumulate(batch))
                    .hasMessage("row 0: token 500 at 1 is outside the" + " vocabulary of 211");
        }
    }

    private static Trainer trainer() {
        return new Trainer(torch, Tiny.CONFIG, Tiny.weights(), AdamWSettings.defaults());
    }

    static List<Demonstration> demonstrations(Random random, int count) {
        List<Demonstration> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int[] tokens = random.ints(2 + random.nextInt(60), 0, 211).toArray();
            float[] weights = new float[tokens.length];
            for (int t = 1; t < weights.length; t++) {
                weights[t] = random.nextInt(3) == 0 ? 0 : random.nextFloat() / 100;
            }
            weights[tokens.length - 1] = 0.01f;
            rows.add(new Demonstration(tokens, weights));
        }
        return rows;
    }
}
