package dev.caravan.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.caravan.policy.Scorer;
import dev.caravan.policy.Seeds;
import dev.caravan.policy.Torch;
import dev.caravan.policy.text.Tokenizer;
import dev.caravan.policy.weights.ModelFolder;
import dev.caravan.schemas.Completion;
import dev.caravan.schemas.DeadLetter;
import dev.caravan.schemas.FinishReason;
import dev.caravan.schemas.Metric;
import dev.caravan.schemas.RolloutRequest;
import dev.caravan.schemas.Span;
import dev.caravan.schemas.Topics;
import dev.caravan.schemas.WeightRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Workers between a real broker and a tiny random model. */
class RolloutServiceTest {

    private static final ModelFolder FIRST = TinyModel.folder(1);
    private static final ModelFolder SECOND = TinyModel.folder(2);

    /** So long and so many, for 16 slots, that what a test does while they are generated is sure to find some in flight. */
    private static final int LONG = 340;

    private static final int MANY = 48;

    private static Stack stack;

    private String run;

    @BeforeAll
    static void start(@TempDir Path dir) {
        stack = new Stack(dir);
    }

    @BeforeEach
    void nameTheRun(TestInfo test) {
        run = test.getTestMethod().orElseThrow().getName();
    }

    @AfterEach
    void end() {
        stack.endTest();
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void everySequenceOfARequestIsPublishedWithItsOriginAndText() {
        // Given
        stack.publish(WeightLog.anchor(run, 0, FIRST));
        RolloutRequest request = request("g", 5).build();
        stack.request(request);

        // When
        stack.worker(Stack.SETTINGS);
        List<Completion> completions = stack.completions(request, 5);

        // Then
        assertThat(completions)
                .extracting(Completion::getId)
                .containsExactly(run + "/g#0", run + "/g#1", run + "/g#2", run + "/g#3", run + "/g#4");
        try (Tokenizer tokenizer = Tokenizer.parse(FIRST.tokenizerJson())) {
            assertThat(completions).allSatisfy(completion -> {
                assertThat(completion.getSeed())
                        .isEqualTo(Seeds.mix(request.getSampling().getSeed(), completion.getIndex()));
                assertThat(completion.getWorker()).isEqualTo("w1");
                assertThat(completion.getN()).isEqualTo(5);
                assertThat(completion.getDeadline()).isEqualTo(request.getDeadline());
                assertThat(completion.getText()).isEqualTo(tokenizer.decode(ints(completion.getTokens())));
                assertThat(completion.getFinishedAt()).isAfterOrEqualTo(completion.getStartedAt());
                assertThat(completion.getSpans())
                        .containsExactly(new Span(0, completion.getTokens().size(), 0L, digest(FIRST)));
            });
        }
    }

    @Test
    void theLogProbsAreThoseThatTheScorerComputes() {
        // Given
        stack.publish(WeightLog.anchor(run, 0, FIRST));
        RolloutRequest request = request("g", 5).build();
        stack.request(request);

        // When
        stack.worker(Stack.SETTINGS);
        List<Completion> completions = stack.completions(request, 5);

        // Then
        List<float[]> expected;
        try (Torch torch = Torch.cpu();
                Scorer scorer = new Scorer(torch, FIRST.config(), FIRST.weights())) {
            expected = scorer.logProbs(completions.stream()
                    .map(completion ->
                            ints(Stream.concat(completion.getPromptTokens().stream(), completion.getTokens().stream())
                                    .toList()))
                    .toList());
        }
        assertThat(completions).allSatisfy(completion -> {
            float[] scored = expected.get(completion.getIndex());
            int prompt = completion.getPromptTokens().size();
            assertThat(completion.getLogprobs()).hasSameSizeAs(completion.getTokens());
            for (int i = 0; i < completion.getLogprobs().size(); i++) {
                assertThat(completion.getLogprobs().get(i)).isCloseTo(scored[prompt + i], within(1e-4f));
            }
        });
    }

    @Test
    void newWeightsAreSwappedInMidSequenceAndTheSpansSaySo() {
        // Given
        stack.publish(WeightLog.anchor(run, 0, FIRST));
        RolloutRequest request =
                request("g", MANY).setSampling(Requests.sampling(LONG, 3)).build();
        RolloutService worker = stack.worker(Stack.SETTINGS);
        stack.awaitDetail(worker, "version 0 of run " + run);
        stack.request(request);
        stack.awaitLive();

        // When
        stack.publish(WeightLog.patch(run, 0, 1, FIRST.weights(), SECOND.weights()));
        List<Completion> completions = stack.completions(request, MANY);

        // Then
        assertThat(completions)
                .filteredOn(completion -> completion.getSpans().size() == 2)
                .isNotEmpty()
                .allSatisfy(completion -> {
                    int swap = completion.getSpans().get(0).getTo();
                    int end = completion.getTokens().size();
                    assertThat(completion.getSpans())
                            .containsExactly(
                                    new Span(0, swap, 0L, digest(FIRST)), new Span(swap, end, 1L, digest(SECOND)));
                });
    }

    @Test
    void aRequestWaitsForTheWeightsThatItAsksForWhileOthersGoOn() {
        // Given
        RolloutRequest later = request("later", 2).setMinVersion(1).build();
        RolloutRequest now = request("now", 2).build();
        stack.publish(WeightLog.anchor(run, 0, FIRST));
        stack.request(later, now);
        stack.worker(Stack.SETTINGS);
        stack.completions(now, 2);

        // When
        stack.publish(WeightLog.patch(run, 0, 1, FIRST.weights(), SECOND.weights()));
        List<Completion> completions = stack.completions(later, 2);

        // Then
        assertThat(versions(completions)).containsOnly(1L);
    }

    @Test
    void whatAClosedWorkerLeavesIsMadeByAnotherBitByBit() {
        // Given: what an undisturbed worker makes of a request
        stack.publish(WeightLog.anchor(run, 0, FIRST));
        RolloutRequest undisturbed = request("undisturbed", MANY)
                .setSampling(Requests.sampling(LONG, 17))
                .build();
        RolloutRequest disturbed = RolloutRequest.newBuilder(undisturbed)
                .setGroupId(run + "/disturbed")
                .build();
        RolloutService first = stack.worker(Stack.SETTINGS);
        stack.request(undisturbed);
        List<Completion> expected = stack.completions(undisturbed, MANY);

        // When: the worker is closed in the middle of the same work, and one of another size takes over
        stack.request(disturbed);
        stack.awaitLive();
        stack.stop(first);
        stack.worker(new RolloutSettings("w2", 32, 16, 500, 3, 4, 1, Duration.ofSeconds(15), Duration.ofSeconds(1)));
        List<Completion> actual = stack.completions(disturbed, MANY);

        // Then
        assertThat(actual).extracting(Completion::getWorker).contains("w2");
        assertThat(actual).extracting(Completion::getTokens).isEqualTo(map(expected, Completion::getTokens));
        assertThat(actual).extracting(Completion::getLogprobs).isEqualTo(map(expected, Completion::getLogprobs));
    }

    @Test
    void corruptedWeightsAreNeverServed() {
        // Given
        List<WeightRecord> corrupted = new ArrayList<>(WeightLog.patch(run, 0, 1, FIRST.weights(), SECOND.weights()));
        corrupted.set(1, WeightLog.corrupted(corrupted.get(1)));
        RolloutRequest now = request("now", 2).build();
        RolloutRequest later = request("later", 2).setMinVersion(1).build();
        stack.publish(WeightLog.anchor(run, 0, FIRST));
        stack.publish(corrupted);
        stack.request(now, later);

        // When
        RolloutService worker = stack.worker(Stack.SETTINGS);
        List<Completion> before = stack.completions(now, 2);
        stack.awaitDetail(worker, "CRC-32C");
        stack.publish(WeightLog.anchor(run, 2, SECOND));
        List<Completion> after = stack.completions(later, 2);

        // Then
        assertThat(versions(before)).containsOnly(0L);
        assertThat(versions(after)).containsOnly(2L);
        assertThat(stack.brokenVersions()).isOne();
    }

    @Test
    void aResumedLearnerThatWentBackIsFollowed() {
        // Given: a worker in the middle of a request, at a version that the resumed learner has lost
        RolloutRequest request = request("g", MANY)
                .setMinVersion(4)
                .setSampling(Requests.sampling(LONG, 5))
                .build();
        stack.publish(WeightLog.anchor(run, 7, FIRST));
        RolloutService worker = stack.worker(Stack.SETTINGS);
        stack.awaitDetail(worker, "version 7 of run " + run);
        stack.request(request);
        stack.awaitLive();

        // When
        stack.publish(WeightLog.anchor(run, 4, SECOND));
        List<Completion> completions = stack.completions(request, MANY);

        // Then: no completion mixes the two histories
        assertThat(completions)
                .allSatisfy(completion -> assertThat(completion.getSpans()).hasSize(1));
        assertThat(versions(completions)).contains(4L);
    }

    @Test
    void aRequestThatNoWorkerCanAnswerIsAbortedAndDeadLettered() {
        // Given
        RolloutRequest tooLong = request("too-long", 3)
                .setPromptTokens(Collections.nCopies(500, 5))
                .build();
        RolloutRequest unknownToken =
                request("unknown-token", 1).setPromptTokens(List.of(5, 260)).build();
        stack.publish(WeightLog.anchor(run, 0, FIRST));
        stack.request(tooLong, unknownToken);

        // When
        stack.worker(Stack.SETTINGS);
        List<Completion> aborted = new ArrayList<>(stack.completions(tooLong, 3));
        aborted.addAll(stack.completions(unknownToken, 1));
        List<DeadLetter> letters =
                stack.await(Topics.DEAD_LETTERS, letter -> letter.getKey().startsWith(run), 2);

        // Then
        assertThat(aborted).allSatisfy(completion -> {
            assertThat(completion.getFinishReason()).isEqualTo(FinishReason.ABORTED);
            assertThat(completion.getTokens()).isEmpty();
        });
        assertThat(letters)
                .extracting(DeadLetter::getReason)
                .anySatisfy(reason -> assertThat(reason).contains("500 tokens"))
                .anySatisfy(reason -> assertThat(reason).contains("token 260"));
    }

    @Test
    void aRequestOfAnotherRunIsDeadLetteredAtItsDeadline() {
        // Given
        stack.publish(WeightLog.anchor(run, 0, FIRST));
        RolloutService worker = stack.worker(Stack.SETTINGS);
        stack.awaitDetail(worker, "version 0 of run " + run);

        // When
        stack.request(request("g", 1)
                .setRun("other")
                .setDeadline(Instant.now().plus(Duration.ofMillis(200)))
                .build());
        List<DeadLetter> letters =
                stack.await(Topics.DEAD_LETTERS, letter -> letter.getKey().startsWith(run), 1);

        // Then
        assertThat(letters)
                .singleElement()
                .extracting(DeadLetter::getReason)
                .asString()
                .contains("deadline", "run other", "this worker has version 0 of run " + run);
    }

    @Test
    void theMetricsTopicSaysRateVersionAndLiveSlots() {
        // Given
        stack.publish(WeightLog.anchor(run, 3, FIRST));
        RolloutRequest request = request("g", 8).build();
        stack.request(request);

        // When
        stack.worker(Stack.SETTINGS);
        stack.completions(request, 8);
        List<Metric> metrics =
                stack.await(Topics.METRICS, metric -> metric.getRun().equals(run), 3);

        // Then
        assertThat(metrics).extracting(Metric::getName).contains("tokens_per_second", "weight_version", "live_slots");
        assertThat(metrics)
                .filteredOn(metric -> metric.getName().equals("weight_version"))
                .extracting(Metric::getValue)
                .containsOnly(3.0);
    }

    private RolloutRequest.Builder request(String group, int n) {
        return Requests.request(run + "/" + group, n).setRun(run);
    }

    private static String digest(ModelFolder folder) {
        return folder.weights().digest();
    }

    private static List<Long> versions(List<Completion> completions) {
        return completions.stream()
                .flatMap(completion -> completion.getSpans().stream())
                .map(Span::getVersion)
                .toList();
    }

    private static <T> List<T> map(List<Completion> completions, Function<Completion, T> part) {
        return completions.stream().map(part).toList();
    }

    private static int[] ints(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }
}
