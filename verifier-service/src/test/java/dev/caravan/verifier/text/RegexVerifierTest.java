package dev.caravan.verifier.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegexVerifierTest {

    private final RegexVerifier regex = new RegexVerifier();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "2026-01-31 | \\d{4}-\\d{2}-\\d{2} | | 1",
                "on 2026-01-31 | \\d{4}-\\d{2}-\\d{2} | | 0",
                "on 2026-01-31 | \\d{4}-\\d{2}-\\d{2} | match=part | 1",
                "<think>no</think> YES | yes | ignore_case=true | 1",
                "YES | yes | | 0",
                "x <answer>7</answer> | [0-9] | take=answer | 1",
                "7 | [0-9] | take=answer | 0",
                "total: 12, total: 13 | 13 | match=part pattern=total:\\s(\\d+) | 1",
                "total: 13, total: 12 | 13 | match=part pattern=total:\\s(\\d+) | 0",
                "a | | pattern=[a-c] | 1",
            })
    void matches(String completion, String truth, String options, double score) {
        // When
        double actual = Judged.score(regex, completion, truth == null ? "" : truth, String.valueOf(options));

        // Then
        assertThat(actual).isEqualTo(score);
    }

    @Test
    void aLineEndIsACharacter() {
        // When, Then
        assertThat(Judged.score(regex, "first\nsecond", "first.*second", "")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a+)+b", "(a|aa)*b", "(a*)*b", "(.*a){20}b"})
    @Timeout(20)
    void anExpressionThatBacktrackersHangOnTakesLinearTime(String pattern) {
        // Given
        String completion = "a".repeat(100_000) + "c";

        // When
        double score = Judged.score(regex, completion, pattern, "");

        // Then
        assertThat(score).isZero();
    }

    @Test
    void aTextWithoutEndIsNotMatched() {
        // When
        Verdict verdict = regex.verify(Submission.of("a".repeat(1 << 20), "a*"));

        // Then
        assertThat(verdict).isEqualTo(Verdict.wrong("longer than 262144 characters: not matched"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "(?=a)b | | cannot be used: invalid or unsupported Perl syntax",
                "(a)\\1 | | cannot be used: invalid escape sequence",
                "(a | | cannot be used: missing closing )",
                "((a{100}){100}){100} | | is too large",
                "a{1000}{1000} | | is too large",
                "x | pattern=abc | has no group to capture what the ground truth is compared with",
                "x | match=all | option 'match' must be one of [whole, part], not 'all'",
            })
    void refusesWhatItCannotUse(String truth, String options, String problem) {
        // When, Then
        assertThat(regex.problem(truth, Judged.options(String.valueOf(options))).orElse("nothing"))
                .contains(problem);
    }

    @Test
    void aPatternMustBeGiven() {
        // When, Then
        assertThat(regex.problem("", Options.NONE))
                .hasValue("there is no pattern; give it as the ground truth or as option 'pattern'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "abc | 3",
                "a{3} | 3",
                "(ab){3}c | 7",
                "((ab){3}){2} | 12",
                "[^]{3}]{4} | 4",
                "\\d{4}-\\d{2} | 7",
                "\\{3} | 3",
                "a{2,5} | 5",
                "(a{ | 1"
            })
    void writesRepetitionsOut(String pattern, double atoms) {
        // When, Then
        assertThat(Repetitions.atoms(pattern)).isEqualTo(atoms);
    }
}
