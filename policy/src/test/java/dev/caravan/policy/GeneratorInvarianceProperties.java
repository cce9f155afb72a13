package dev.caravan.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.policy.weights.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** A sequence's bits do not depend on what is generated beside it. */
class GeneratorInvarianceProperties {

    private static final int TILE = 16;

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
    void aloneOrAmongAHundredOthersInAnyOrder(@ForAll long seed) {
        // Given
        Random random = new Random(seed);
        Weights weights = Tiny.weights();
        List<Sequence> requests = Tiny.requests(random, 100, 450);
        Sequence observed = requests.get(random.nextInt(requests.size()));

        // When
        Map<String, Generated> crowd = run(weights, requests, new GeneratorSettings(3 * TILE, 512, 1, TILE), random);
        Map<String, Generated> other =
                run(weights, requests, new GeneratorSettings(5 * TILE, 500, 1 + random.nextInt(8), TILE), random);
        Map<String, Generated> alone =
                run(weights, List.of(observed), new GeneratorSettings(TILE, 490, 4, TILE), random);

        // Then
        assertThat(crowd).hasSize(requests.size());
        assertThat(other).hasSize(requests.size());
        crowd.forEach((id, generated) -> assertSame(other.get(id), generated));
        assertSame(alone.get(observed.id()), crowd.get(observed.id()));
    }

    private static void assertSame(Generated actual, Generated expected) {
        assertThat(actual.tokens()).isEqualTo(expected.tokens());
        assertThat(bits(actual.logProbs())).isEqualTo(bits(expected.logProbs()));
        assertThat(actual.finishReason()).isEqualTo(expected.finishReason());
        assertThat(actual.spans()).isEqualTo(expected.spans());
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
        return bits;
    }

    /** Admits in random order and in random portions, whenever there is room. */
    private static Map<String, Generated> run(
            Weights weights, List<Sequence> requests, GeneratorSettings settings, Random random) {
        List<Sequence> waiting = new ArrayList<>(requests);
        java.util.Collections.shuffle(waiting, random);
        Map<String, Generated> finished = new HashMap<>();
        try (Generator generator = new Generator(torch, Tiny.CONFIG, weights, 5, settings)) {
            while (!waiting.isEmpty() || generator.active() > 0) {
                int portion = Math.min(waiting.size(), random.nextInt(generator.freeSlots() + 1));
                List<Sequence> next = waiting.subList(0, portion);
                generator.admit(next);
                next.clear();
                generator.step().forEach(generated -> finished.put(generated.id(), generated));
            }
        }
        return finished;
    }
}
