package dev.caravan.verifier.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.caravan.verifier.spi.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class F1VerifierTest {

    private final F1Verifier f1 = new F1Verifier();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "the Eiffel Tower | Eiffel tower! | | 1",
                "the cat sat | a cat | | 0.666667",
                "<think>a dog</think> <answer>the cat</answer> | cat | | 1",
                "dog | cat | | 0",
                "dog | cat | floor=0.1 | 0.1",
                "x <finish>cat</finish> y | cat | take=finish | 1",
                "no tags, cat | cat | take=finish floor=0.1 | 0",
                "black cat | [\"dog\", \"a black cat\", 7] | any=true | 1",
                "7 | [\"dog\", 7] | any=true | 1",
            })
    void scoresTheOverlapOfWords(String completion, String truth, String options, double score) {
        // When
        double actual = Judged.score(f1, completion, truth, String.valueOf(options));

        // Then
        assertThat(actual).isCloseTo(score, within(1e-6));
    }

    @Test
    void saysWhichAnswerWasNearest() {
        // When
        Verdict verdict = Judged.verdict(f1, "a black cat", "[\"dog\",\"cat\"]", "any=true");

        // Then
        assertThat(verdict.reason()).isEqualTo("'a black cat' has F1 0.667 with 'cat'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "the | | ground truth 'the' has no words",
                "cat | any=true | with option 'any' the ground truth must be a JSON array of acceptable answers, not 'cat'",
                "[] | any=true | with option 'any' the ground truth must be a JSON array of acceptable answers, not '[]'",
                "[[1]] | any=true | with option 'any' the ground truth must be a JSON array of acceptable answers, not '[[1]]'",
                "cat | floor=2 | option 'floor' must be a number from 0 to 1, not '2'",
                "cat | flor=0 | unknown option 'flor'; known: [any, floor, take]",
            })
    void refusesWhatItCannotUse(String truth, String options, String problem) {
        // When, Then
        assertThat(f1.problem(truth, Judged.options(String.valueOf(options)))).hasValue(problem);
    }
}
