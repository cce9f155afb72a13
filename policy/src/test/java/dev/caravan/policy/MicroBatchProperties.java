package dev.caravan.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.caravan.policy.loss.Batch;
import dev.caravan.policy.loss.Demonstration;
import dev.caravan.policy.loss.Dpo;
import dev.caravan.policy.loss.LossStats;
import dev.caravan.policy.loss.Pair;
import dev.caravan.policy.loss.PolicyGradient;
import dev.caravan.policy.loss.Sample;
import dev.caravan.policy.optimizer.AdamWSettings;
import dev.caravan.policy.weights.SafeTensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Losses are sums with the caller's denominator: no split of a batch changes the gradient. */
class MicroBatchProperties {

    private static Torch torch;

    @BeforeContainer
    static void open() {
        torch = Torch.cpu();
    }

    @AfterContainer
    static void close() {
        torch.close();
    }

    @Property(tries = 4, shrinking = ShrinkingMode.OFF)
    void demonstrations(@ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int size) {
        assertSplit(TrainerTest.demonstrations(new Random(seed), 10), size, Batch.Demonstrations::new);
    }

    @Property(tries = 4, shrinking = ShrinkingMode.OFF)
    void samples(@ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int size) {
        Random random = new Random(seed);
        List<Sample> samples = new ArrayList<>();
        for (Demonstration row : TrainerTest.demonstrations(random, 10)) {
            float[] advantages = new float[row.tokens().length];
            float[] behaviour = new float[row.tokens().length];
            for (int t = 0; t < advantages.length; t++) {
                advantages[t] = (float) random.nextGaussian();
                behaviour[t] = (float) (-5.35 + 0.2 * random.nextGaussian());
            }
            samples.add(Sample.of(row.tokens(), row.weights(), advantages, behaviour));
        }
        assertSplit(samples, size, rows -> new Batch.Samples(rows, PolicyGradient.defaults()));
    }

    @Property(tries = 4, shrinking = ShrinkingMode.OFF)
    void pairs(@ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int size) {
        Random random = new Random(seed);
        List<Demonstration> rows = TrainerTest.demonstrations(random, 20);
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            pairs.add(new Pair(side(rows.get(2 * i), random), side(rows.get(2 * i + 1), random), 0.1));
        }
        Dpo loss = new Dpo(2, random.nextBoolean());
        assertSplit(pairs, size, part -> new Batch.Pairs(part, loss));
    }

    private static Pair.Side side(Demonstration row, Random random) {
        int from = 1 + random.nextInt(row.tokens().length - 1);
        return new Pair.Side(row.tokens(), from, -5.35 * (row.tokens().length - from));
    }

    private static <T> void assertSplit(List<T> rows, int size, Function<List<T>, Batch> batch) {
        // Given
        AdamWSettings unclipped = new AdamWSettings(0.9, 0.98, 1e-8, 0, Double.POSITIVE_INFINITY);
        try (Trainer whole = new Trainer(torch, Tiny.CONFIG, Tiny.weights(), unclipped);
                Trainer split = new Trainer(torch, Tiny.CONFIG, Tiny.weights(), unclipped)) {
            // When
            LossStats expected = whole.accumulate(batch.apply(rows));
            LossStats actual = LossStats.NONE;
            for (int from = 0; from < rows.size(); from += size) {
                List<T> part = rows.subList(from, Math.min(rows.size(), from + size));
                actual = actual.plus(split.accumulate(batch.apply(part)));
            }

            // Then
            assertThat(actual.tokens()).isEqualTo(expected.tokens());
            assertThat(actual.loss()).isCloseTo(expected.loss(), within(1e-5));
            assertThat(actual.ratioSum()).isCloseTo(expected.ratioSum(), within(1e-2));
            assertThat(actual.marginSum()).isCloseTo(expected.marginSum(), within(1e-3));
            assertThat(distance(gradient(split), gradient(whole))).isLessThan(1e-5);
        }
    }

    /** The first moment after one step, which is the gradient times 1 - beta1. */
    private static List<FloatBuffer> gradient(Trainer trainer) {
        try {
            Path file = Files.createTempFile("trainer", ".safetensors");
            trainer.step(1e-3);
            trainer.save(file);
            List<FloatBuffer> means = SafeTensors.map(file).tensors().entrySet().stream()
                    .filter(tensor -> tensor.getKey().startsWith("mean."))
                    .map(tensor -> tensor.getValue().bytes().asFloatBuffer())
                    .toList();
            Files.delete(file);
            return means;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** L2 norm of the difference over that of the expected values. */
    private static double distance(List<FloatBuffer> actual, List<FloatBuffer> expected) {
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < expected.size(); i++) {
            for (int j = 0; j < expected.get(i).remaining(); j++) {
                difference += Math.pow(actual.get(i).get(j) - expected.get(i).get(j), 2);
                norm += Math.pow(expected.get(i).get(j), 2);
            }
        }
        return Math.sqrt(difference / norm);
    }
}
