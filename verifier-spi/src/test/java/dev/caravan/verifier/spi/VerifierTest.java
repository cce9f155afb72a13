package dev.caravan.verifier.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class VerifierTest {

    @Test
    void aScoreIsWithinZeroAndOne() {
        // When, Then
        assertThat(new Verdict.Scored(0, "").score()).isZero();
        assertThat(Verdict.right("same")).isEqualTo(new Verdict.Scored(1, "same"));
        assertThat(Verdict.wrong("other")).isEqualTo(new Verdict.Scored(0, "other"));
        for (double score : new double[] {-0.01, 1.01, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new Verdict.Scored(score, ""))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("score must be within 0 and 1: " + score);
        }
    }

    @Test
    void aPaceIsWithinReason() {
        // When, Then
        assertThat(new Pace(1024, Duration.ofMillis(1)).concurrency()).isEqualTo(1024);
        assertThatThrownBy(() -> new Pace(0, Duration.ofSeconds(1))).hasMessageContaining("1 and 1024: 0");
        assertThatThrownBy(() -> new Pace(1025, Duration.ofSeconds(1))).hasMessageContaining("1 and 1024: 1025");
        assertThatThrownBy(() -> new Pace(1, Duration.ZERO)).hasMessageContaining("positive");
    }

    @Test
    void aVerifierThatTakesNoSettingsRefusesThem() {
        // Given
        Verifier verifier = new Counting();

        // When, Then
        verifier.start(Options.NONE);
        assertThatThrownBy(() -> verifier.start(new Options(Map.of("threads", "4"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unknown option 'threads'");
    }

    @Test
    void aCompletionThatComesAloneIsAGroupOfOne() {
        // Given
        Counting verifier = new Counting();

        // When
        Verdict verdict = verifier.verify(Submission.of("text", "truth"));

        // Then
        assertThat(verdict).isEqualTo(new Verdict.Undecided("1 of 1, reward OptionalDouble.empty"));
    }

    @Test
    void onlyAStopOrTheUnknownIsATextThatDoesNotBreakOff() {
        // When, Then
        assertThat(Finish.STOP.cutOff()).isFalse();
        assertThat(Finish.UNKNOWN.cutOff()).isFalse();
        assertThat(Finish.LENGTH.cutOff()).isTrue();
        assertThat(Finish.ABORTED.cutOff()).isTrue();
    }

    private static final class Counting implements GroupVerifier {

        @Override
        public String name() {
            return "counting";
        }

        @Override
        public String version() {
            return "1";
        }

        @Override
        public List<Verdict> verifyGroup(List<Candidate> group) {
            OptionalDouble reward = group.get(0).reward();
            return List.of(new Verdict.Undecided("1 of " + group.size() + ", reward " + reward));
        }
    }
}
