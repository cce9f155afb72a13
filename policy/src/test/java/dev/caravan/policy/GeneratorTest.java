package dev.caravan.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.caravan.policy.weights.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GeneratorTest {

    private static final GeneratorSettings SETTINGS = new GeneratorSettings(16, 200, 4, 8);
    private static final int[] PROMPT = {1, 9, 8, 7};

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
    void behaviourLogProbsAreThoseOfAFullForward() {
        // Given
        Weights weights = Tiny.weights();
        List<Sequence> requests = Tiny.requests(new Random(1), 16, 150);
        try (Generator generator = new Generator(torch, Tiny.CONFIG, weights, 0, SETTINGS);
                Scorer scorer = new Scorer(torch, Tiny.CONFIG, weights)) {
            // When
            Map<String, Generated> finished = finish(generator, requests);

            // Then
            List<float[]> scores = scorer.logProbs(requests.stream()
                    .map(request ->
                            concat(request.prompt(), finished.get(request.id()).tokens()))
                    .toList());
            for (int i = 0; i < requests.size(); i++) {
                float[] behaviour = finished.get(requests.get(i).id()).logProbs();
                float[] scored =
                        Arrays.copyOfRange(scores.get(i), requests.get(i).prompt().length, scores.get(i).length);
                assertThat(behaviour).containsExactly(scored, within(1e-5f));
            }
        }
    }

    @Test
    void temperatureZeroTakesTheMostProbableToken() {
        // Given
        Weights weights = Tiny.weights();
        try (Generator generator = new Generator(torch, Tiny.CONFIG, weights, 0, SETTINGS);
                Scorer scorer = new Scorer(torch, Tiny.CONFIG, weights)) {
            // When
            Generated generated = finish(generator, List.of(request("g", 5, 0, 1, 1, Set.of())))
                    .get("g");

            // Then
            int[] context = PROMPT;
            for (int token : generated.tokens()) {
                assertThat(token).isEqualTo(ranked(scorer, context).get(0));
                context = concat(context, new int[] {token});
            }
        }
    }

    @Test
    void topPDrawsOnlyFromTheNucleus() {
        // Given
        Weights weights = Tiny.weights();
        double topP = 0.05;
        List<Sequence> requests = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            requests.add(request("r" + i, 1, 1, topP, i, Set.of()));
        }
        try (Generator generator = new Generator(torch, Tiny.CONFIG, weights, 0, SETTINGS);
                Scorer scorer = new Scorer(torch, Tiny.CONFIG, weights)) {
            List<Integer> ranked = ranked(scorer, PROMPT);
            Map<Integer, Double> probabilities = probabilities(scorer, PROMPT);
            Set<Integer> nucleus = new HashSet<>();
            double sum = 0;
            for (int i = 0; sum < topP; i++) {
                nucleus.add(ranked.get(i));
                sum += probabilities.get(ranked.get(i));
            }

            // When
            Set<Integer> drawn = new HashSet<>();
            finish(generator, requests)
                    .values()
                    .forEach(generated -> drawn.add(generated.tokens()[0]));

            // Then
            assertThat(drawn).isEqualTo(nucleus);
        }
    }

    @Test
    void samplingFollowsTheDistribution() {
        // Given
        Weights weights = Tiny.weights();
        int draws = 4000;
        double temperature = 0.25;
        List<Sequence> requests = new ArrayList<>();
        for (int i = 0; i < draws; i++) {
            requests.add(request("r" + i, 1, temperature, 1, i, Set.of()));
        }
        try (Generator generator =
                        new Generator(torch, Tiny.CONFIG, weights, 0, new GeneratorSettings(1024, 64, 1, 64));
                Scorer scorer = new Scorer(torch, Tiny.CONFIG, weights)) {
            // When
            Map<Integer, Integer> counts = new HashMap<>();
            finish(generator, requests)
                    .values()
                    .forEach(generated -> counts.merge(generated.tokens()[0], 1, Integer::sum));

            // Then
            Map<Integer, Double> tempered = new HashMap<>();
            probabilities(scorer, PROMPT).forEach((token, p) -> tempered.put(token, Math.pow(p, 1 / temperature)));
            double total =
                    tempered.values().stream().mapToDouble(Double::doubleValue).sum();
            double chiSquare = 0;
            for (Map.Entry<Integer, Double> token : tempered.entrySet()) {
                double expected = draws * token.getValue() / total;
                chiSquare += Math.pow(counts.getOrDefault(token.getKey(), 0) - expected, 2) / expected;
            }
            // 210 degrees of freedom: mean 210, deviation 20.5. The seeds are fixed, so this cannot flicker.
            assertThat(chiSquare).isBetween(130.0, 300.0);
        }
    }

    @Test
    void aStopTokenEndsTheSequenceAndIsItsLast() {
        // Given
        try (Generator generator = new Generator(torch, Tiny.CONFIG, Tiny.weights(), 0, SETTINGS)) {
            Generated free = finish(generator, List.of(request("free", 30, 1, 1, 4, Set.of())))
                    .get("free");
            int stop = free.tokens()[10];

            // When
            Generated stopped = finish(generator, List.of(request("stopped", 30, 1, 1, 4, Set.of(stop))))
                    .get("stopped");

            // Then
            assertThat(free.finishReason()).isEqualTo(FinishReason.LENGTH);
            assertThat(free.tokens()).hasSize(30);
            assertThat(stopped.finishReason()).isEqualTo(FinishReason.STOP);
            assertThat(stopped.tokens()).isEqualTo(Arrays.copyOf(free.tokens(), stopped.tokens().length));
            assertThat(stopped.tokens()[stopped.tokens().length - 1]).isEqualTo(stop);
        }
    }

    @Test
    void aSwapIsRecordedInTheSpansAndTakesEffectAtOnce() {
        // Given
        Weights other = InitialWeights.random(Tiny.CONFIG, 99);
        try (Generator generator = new Generator(torch, Tiny.CONFIG, Tiny.weights(), 7, SETTINGS);
                Scorer scorer = new Scorer(torch, Tiny.CONFIG, other)) {
            generator.admit(List.of(request("s", 12, 1, 1, 4, Set.of())));
            generator.step();

            // When
            generator.swap(other, 8);
            List<Generated> finished = new ArrayList<>();
            while (generator.active() > 0) {
                finished.addAll(generator.step());
            }

            // Then
            assertThat(generator.version()).isEqualTo(8);
            assertThat(generator.digest()).isEqualTo(other.digest());
            assertThat(finished.get(0).spans())
                    .containsExactly(new Span(0, 4, 7, Tiny.weights().digest()), new Span(4, 12, 8, other.digest()));
            float[] underOther = scorer.logProbs(
                            List.of(concat(PROMPT, finished.get(0).tokens())))
                    .get(0);
            assertThat(finished.get(0).logProbs()[0]).isNotCloseTo(underOther[PROMPT.length], within(1e-3f));
        }
    }

    @Test
    void slotsAreFreedByAbortsAndShownWhileInFlight() {
        // Given
        try (Generator generator = new Generator(torch, Tiny.CONFIG, Tiny.weights(), 0, SETTINGS)) {
            generator.admit(List.of(request("a", 30, 1, 1, 1, Set.of()), request("b", 30, 1, 1, 2, Set.of())));
            generator.step();

            // When
            boolean aborted = generator.abort("a");

            // Then
            assertThat(aborted).isTrue();
            assertThat(generator.abort("a")).isFalse();
            assertThat(generator.generated("b")).hasSize(4);
            assertThat(generator.freeSlots()).isEqualTo(15);
            assertThat(generator.abortAll()).containsExactly("b");
            assertThat(generator.step()).isEmpty();
        }
    }

    @Test
    void whatDoesNotFitIsRefusedWhole() {
        // Given
        try (Generator generator = new Generator(torch, Tiny.CONFIG, Tiny.weights(), 0, SETTINGS)) {
            Sequence good = request("good", 30, 1, 1, 1, Set.of());
            Sequence tooLong = request("long", 197, 1, 1, 1, Set.of());
            Sequence foreign = new Sequence("foreign", new int[] {1, 211}, 4, 1, 1, 1, Set.of());

            // Then
            assertThatThrownBy(() -> generator.admit(List.of(good, tooLong)))
                    .hasMessageContaining("sequence long")
                    .hasMessageContaining("exceed the slots' 200");
            assertThatThrownBy(() -> generator.admit(List.of(good, foreign)))
                    .hasMessageContaining("sequence foreign: token 211 at 1");
            assertThatThrownBy(() -> generator.admit(List.of(good, good))).hasMessageContaining("in flight already");
            assertThat(generator.active()).isZero();
        }
    }

    private static Sequence request(
            String id, int maxNewTokens, double temperature, double topP, long seed, Set<Integer> stops) {
        return new Sequence(id, PROMPT, maxNewTokens, temperature, topP, seed, stops);
    }

    private static Map<String, Generated> finish(Generator generator, List<Sequence> requests) {
        Map<String, Generated> finished = new HashMap<>();
        List<Sequence> waiting = new ArrayList<>(requests);
        while (!waiting.isEmpty() || generator.active() > 0) {
            List<Sequence> next = waiting.subList(0, Math.min(waiting.size(), generator.freeSlots()));
            generator.admit(next);
            next.clear();
            generator.step().forEach(generated -> finished.put(generated.id(), generated));
        }
        return finished;
    }

    private static Map<Integer, Double> probabilities(Scorer scorer, int[] context) {
        List<int[]> continuations = new ArrayList<>();
        for (int token = 0; token < Tiny.CONFIG.vocabSize(); token++) {
            continuations.add(concat(context, new int[] {token}));
        }
        List<float[]> scores = scorer.logProbs(continuations);
        Map<Integer, Double> probabilities = new HashMap<>();
        for (int token = 0; token < scores.size(); token++) {
            probabilities.put(token, Math.exp(scores.get(token)[context.length]));
        }
        return probabilities;
    }

    private static List<Integer> ranked(Scorer scorer, int[] context) {
        Map<Integer, Double> probabilities = probabilities(scorer, context);
        return probabilities.keySet().stream()
                .sorted(Comparator.comparing(probabilities::get).reversed())
                .toList();
    }

    private static int[] concat(int[] first, int[] second) {
        int[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
