package dev.caravan.verifier.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.verifier.spi.Finish;
import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import dev.caravan.verifier.spi.Verifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LengthVerifiersTest {

    private final Verifier max = new MaxLengthVerifier();
    private final Verifier upTo = new UpToMaxLengthVerifier();

    @ParameterizedTest
    @CsvSource({"1000, 1, 1", "2024, 0.875, 0.875", "0, 0.8779296875, 1", "9192, 0, 0", "20000, 0, 0"})
    void tokensCountAsOpenInstructCountsThem(int tokens, double maxScore, double upToScore) {
        // Given
        Submission submission = new Submission("x", "1000", Options.NONE, "", Finish.STOP, tokens);

        // When, Then
        assertThat(max.verify(submission)).isEqualTo(new Verdict.Scored(maxScore, tokens + " tokens for 1000"));
        assertThat(upTo.verify(submission)).isEqualTo(new Verdict.Scored(upToScore, tokens + " tokens for 1000"));
    }

    @ParameterizedTest
    @CsvSource({"words, 3", "characters, 11"})
    void unitsThatNeedNoTokenizer(String unit, int length) {
        // Given: eleven code points, twelve chars
        String text = "one  two \uD83D\uDE42\n";

        // When
        Verdict verdict = Judged.verdict(max, text, Integer.toString(length), "scale=10 unit=" + unit);

        // Then
        assertThat(verdict).isEqualTo(new Verdict.Scored(1, length + " " + unit + " for " + length));
    }

    @Test
    void tokensThatNobodyCountedAreAnErrorNotAScore() {
        // When, Then
        assertThatThrownBy(() -> max.verify(Submission.of("text", "5")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the number of tokens is not known; give it, or set option 'unit' to words or characters");
    }

    @ParameterizedTest
    @CsvSource({"five", "-1", "1.5", "1e9", "NaN", "''"})
    void aGroundTruthMustBeALength(String truth) {
        // When, Then
        assertThat(upTo.problem(truth, Options.NONE))
                .hasValue("ground truth '" + truth + "' must be a length, a whole number from 0 to 10000000");
        assertThat(max.problem("128.0", Options.NONE)).isEmpty();
    }
}
