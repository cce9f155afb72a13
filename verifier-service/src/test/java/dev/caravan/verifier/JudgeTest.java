package dev.caravan.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.caravan.runtime.settings.SettingsException;
import dev.caravan.schemas.Verdict;
import dev.caravan.schemas.VerdictStatus;
import dev.caravan.schemas.VerifierSpec;
import dev.caravan.verifier.spi.Finish;
import dev.caravan.verifier.spi.Verdict.Failed;
import dev.caravan.verifier.spi.Verdict.Scored;
import dev.caravan.verifier.spi.Verdict.Undecided;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JudgeTest {

    private final CountDownLatch latch = new CountDownLatch(1);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Judge judge = new Judge(
            new VerifierRegistry(List.of(
                    FakeVerifier.says("full", new Scored(1, "full marks")),
                    FakeVerifier.says("half", new Scored(0.5, "half marks")),
                    FakeVerifier.says("unsure", new Undecided("who knows")),
                    FakeVerifier.says("down", new Failed("no connection", true)),
                    FakeVerifier.says("broken", new Failed("bad set-up", false)),
                    FakeVerifier.hangs("hanging", latch),
                    new FakeVerifier("throwing", submission -> {
                        throw new IllegalStateException("boom");
                    }),
                    new FakeVerifier("deep", JudgeTest::recurse),
                    new FakeVerifier("picky", submission -> {
                        throw new IllegalArgumentException("ground truth '" + submission.groundTruth() + "' is odd");
                    }),
                    new FakeVerifier("wordy", submission -> new Scored(1, "x".repeat(100_000))))),
            new JudgeSettings(2, Duration.ofSeconds(1), 4),
            meters);

    @Test
    void settingsOfAVerifierThatThereIsNotAreRefused() {
        assertThatThrownBy(() -> new Judge(
                        new VerifierRegistry(List.of(FakeVerifier.says("full", new Scored(1, "")))),
                        new JudgeSettings(1, Duration.ofSeconds(1), 1),
                        Map.of("ful", Map.of("a", "1")),
                        meters))
                .isInstanceOf(SettingsException.class)
                .hasMessage("verifiers.ful: unknown verifier 'ful'; known: full");
    }

    @AfterEach
    void close() {
        latch.countDown();
        judge.close();
    }

    @Test
    void theRewardIsTheWeightedMean() throws Exception {
        // When
        Judgement judgement = judge(spec("full", 3), spec("half", 1), spec("unsure", 1));

        // Then
        assertThat(judgement.reward()).isCloseTo((3 * 1 + 0.5 + 0) / 5, within(1e-12));
        assertThat(judgement.status()).isEqualTo(VerdictStatus.SCORED);
        assertThat(judgement.verdicts())
                .extracting(Verdict::getVerifier, Verdict::getStatus, Verdict::getScore, Verdict::getVersion)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("full", VerdictStatus.SCORED, 1.0, "fake"),
                        org.assertj.core.groups.Tuple.tuple("half", VerdictStatus.SCORED, 0.5, "fake"),
                        org.assertj.core.groups.Tuple.tuple("unsure", VerdictStatus.UNDECIDED, 0.0, "fake"));
        assertThat(judgement.reason()).isEqualTo("full: full marks; half: half marks; unsure: who knows");
    }

    @Test
    void undecidedAloneIsARewardOfNought() throws Exception {
        // When
        Judgement judgement = judge(spec("unsure", 1));

        // Then
        assertThat(judgement.reward()).isZero();
        assertThat(judgement.status()).isEqualTo(VerdictStatus.UNDECIDED);
    }

    @Test
    void anyErrorMeansNoReward() throws Exception {
        // When
        Judgement retriable = judge(spec("full", 1), spec("down", 1));
        Judgement lasting = judge(spec("down", 1), spec("broken", 1));

        // Then
        assertThat(retriable.reward()).isNull();
        assertThat(retriable.failed()).isTrue();
        assertThat(retriable.retryHelps()).isTrue();
        assertThat(lasting.retryHelps()).isFalse();
    }

    @Test
    void noVerifiersMeanNoRewardAndNoFailure() throws Exception {
        // When
        Judgement judgement = judge();

        // Then
        assertThat(judgement.reward()).isNull();
        assertThat(judgement.failed()).isFalse();
        assertThat(judgement.verdicts()).isEmpty();
    }

    @Test
    void whatAVerifierThrowsIsAnError() throws Exception {
        // When
        Judgement throwing = judge(spec("throwing", 1));
        Judgement deep = judge(spec("deep", 1));
        Judgement picky = judge(spec("picky", 1));

        // Then
        assertThat(throwing.reason()).isEqualTo("the verifier failed: java.lang.IllegalStateException: boom");
        assertThat(throwing.retryHelps()).isTrue();
        assertThat(deep.reason()).isEqualTo("the verifier failed: java.lang.StackOverflowError");
        assertThat(picky.reason()).isEqualTo("ground truth '5' is odd");
        assertThat(picky.retryHelps()).isFalse();
    }

    @Test
    void aHangingVerifierIsAnErrorAndTheOthersGoOn() throws Exception {
        // When
        Judgement hanging = judge(spec("hanging", 1), spec("full", 1));
        Judgement next = judge(spec("full", 1));

        // Then
        assertThat(hanging.verdicts().get(0).getReason()).isEqualTo("not finished within 1000 ms");
        assertThat(hanging.verdicts().get(1).getStatus()).isEqualTo(VerdictStatus.SCORED);
        assertThat(hanging.reward()).isNull();
        assertThat(hanging.retryHelps()).isTrue();
        assertThat(next.reward()).isEqualTo(1);
    }

    @Test
    void anUnknownVerifierIsAnErrorThatNamesTheKnown() throws Exception {
        // When
        Judgement judgement = judge(spec("fulll", 1));

        // Then
        assertThat(judgement.reason())
                .isEqualTo("unknown verifier 'fulll'; known: broken, deep, down, full, half, hanging, picky, throwing,"
                        + " unsure, wordy");
        assertThat(judgement.retryHelps()).isFalse();
        assertThat(judgement.status()).isEqualTo(VerdictStatus.ERROR);
    }

    @Test
    void anAbortedCompletionIsNotJudged() throws Exception {
        // When
        Judgement judgement =
                judge.judge(List.of(spec("full", 1)), "", "", Finish.ABORTED).get(1, TimeUnit.MINUTES);

        // Then
        assertThat(judgement.reward()).isNull();
        assertThat(judgement.retryHelps()).isFalse();
        assertThat(judgement.reason()).isEqualTo("the completion was aborted; it is not judged");
    }

    @Test
    void aWeightThatWeighsNothingIsAnError() throws Exception {
        // When
        Judgement zero = judge(spec("full", 0));
        Judgement nan = judge(spec("full", Double.NaN));

        // Then
        assertThat(zero.reason()).isEqualTo("weight must be above 0: 0.0");
        assertThat(nan.failed()).isTrue();
    }

    @Test
    void reasonsAreKeptShort() throws Exception {
        // When
        Judgement judgement = judge(spec("wordy", 1));

        // Then
        assertThat(judgement.reason()).hasSize(501);
    }

    @Test
    void countsVerdictsByVerifierAndStatus() throws Exception {
        // When
        judge(spec("full", 1));
        judge(spec("full", 1));
        judge(spec("unsure", 1));

        // Then
        assertThat(meters.get("caravan.verifier.verdicts")
                        .tags("verifier", "full", "status", "scored")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(meters.get("caravan.verifier.verdicts")
                        .tags("verifier", "unsure", "status", "undecided")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("caravan.verifier.check")
                        .tag("verifier", "full")
                        .timer()
                        .count())
                .isEqualTo(2);
    }

    private Judgement judge(VerifierSpec... specs) throws Exception {
        return judge.judge(List.of(specs), "5", "", Finish.STOP).get(1, TimeUnit.MINUTES);
    }

    private static VerifierSpec spec(String name, double weight) {
        return VerifierSpec.newBuilder()
                .setName(name)
                .setGroundTruth("5")
                .setWeight(weight)
                .setOptions(Map.of())
                .build();
    }

    private static dev.caravan.verifier.spi.Verdict recurse(dev.caravan.verifier.spi.Submission submission) {
        return recurse(submission);
    }
}
