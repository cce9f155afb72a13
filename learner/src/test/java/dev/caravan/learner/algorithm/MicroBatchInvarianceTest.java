package dev.caravan.learner.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.caravan.learner.DpoSettings;
import dev.caravan.learner.GrpoSettings;
import dev.caravan.learner.Records;
import dev.caravan.learner.SftSettings;
import dev.caravan.learner.TinyModel;
import dev.caravan.policy.Torch;
import dev.caravan.policy.Trainer;
import dev.caravan.policy.loss.LossStats;
import dev.caravan.policy.optimizer.AdamWSettings;
import dev.caravan.policy.weights.ModelFolder;
import dev.caravan.runtime.settings.SettingsBinder;
import dev.caravan.schemas.Completion;
import dev.caravan.schemas.FinishReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** No split of an update into micro-batches changes its loss or its gradient, but for the order of summation. */
class MicroBatchInvarianceTest {

    private static final Random RANDOM = new Random(3);

    private static Torch torch;
    private static ModelFolder model;

    @BeforeAll
    static void start() {
        torch = Torch.cpu();
        model = TinyModel.folder();
    }

    @AfterAll
    static void stop() {
        torch.close();
    }

    @Test
    void sft() {
        // Given
        List<Sft.Example> examples = IntStream.range(0, 12)
                .mapToObj(i -> {
                    boolean[] trainable = new boolean[5 + 3 * i];
                    Arrays.fill(trainable, 3, trainable.length, true);
                    return new Sft.Example(tokens(trainable.length), trainable);
                })
                .toList();

        // When / Then
        assertSame(
                new Sft(settings("micro_batch_tokens: 4096", SftSettings.class)).update(examples),
                new Sft(settings("micro_batch_tokens: 40", SftSettings.class)).update(examples));
    }

    @Test
    void dpo() {
        // Given
        List<Dpo.Preferred> pairs = IntStream.range(0, 8)
                .mapToObj(i -> new Dpo.Preferred(new Dpo.Answer(tokens(6 + i), 3), new Dpo.Answer(tokens(12 - i), 3)))
                .toList();
        List<Dpo.Comparison> comparisons = Dpo.compare(pairs, sequences -> sequences.stream()
                .map(tokens -> {
                    float[] logProbs = new float[tokens.length];
                    Arrays.fill(logProbs, -5f - tokens.length % 3);
                    return logProbs;
                })
                .toList());

        // When / Then
        assertSame(
                new Dpo(settings("micro_batch_tokens: 4096", DpoSettings.class)).update(comparisons),
                new Dpo(settings("micro_batch_tokens: 30", DpoSettings.class)).update(comparisons));
    }

    @Test
    void grpo() {
        // Given: 4 groups of completions of 2 to 9 tokens
        Grpo whole = new Grpo(settings("micro_batch_tokens: 4096", GrpoSettings.class));
        Grpo split = new Grpo(settings("micro_batch_tokens: 30", GrpoSettings.class));
        List<Grpo.Scoring> minibatch = new ArrayList<>();
        for (int g = 0; g < 4; g++) {
            List<Completion> completions = IntStream.range(0, 8)
                    .mapToObj(i -> Records.completion(Records.request(8), i, 2 + i, FinishReason.STOP, 0, "d"))
                    .toList();
            List<Double> rewards = IntStream.range(0, 8)
                    .mapToObj(i -> RANDOM.nextBoolean() ? 1.0 : 0.0)
                    .toList();
            whole.rollouts(Records.group(Records.request(8), completions, rewards), c -> true)
                    .forEach(rollout -> minibatch.add(new Grpo.Scoring(rollout, new float[0], new float[0])));
        }

        // When / Then
        assertSame(whole.update(minibatch), split.update(minibatch));
    }

    private static void assertSame(Update whole, Update split) {
        assertThat(whole.microBatches()).hasSize(1);
        assertThat(split.microBatches()).hasSizeGreaterThan(3);
        double[] expected = lossAndGradientNorm(whole);
        double[] actual = lossAndGradientNorm(split);
        assertThat(actual[0]).isCloseTo(expected[0], within(1e-5 * Math.abs(expected[0])));
        assertThat(actual[1]).isCloseTo(expected[1], within(1e-4 * expected[1]));
    }

    private static double[] lossAndGradientNorm(Update update) {
        try (Trainer trainer = new Trainer(torch, model.config(), model.weights(), AdamWSettings.defaults())) {
            LossStats loss =
                    update.microBatches().stream().map(trainer::accumulate).reduce(LossStats.NONE, LossStats::plus);
            return new double[] {loss.loss(), trainer.step(1e-4).gradientNorm()};
        }
    }

    private static int[] tokens(int count) {
        return RANDOM.ints(count, 4, model.config().vocabSize()).toArray();
    }

    private static <T extends Record> T settings(String yaml, Class<T> type) {
        return SettingsBinder.text("test", yaml).bind(type);
    }
}
