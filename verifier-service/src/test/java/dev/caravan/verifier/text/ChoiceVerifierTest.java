package dev.caravan.verifier.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.verifier.spi.Options;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChoiceVerifierTest {

    private final ChoiceVerifier choice = new ChoiceVerifier();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "B",
                "b",
                "(B)",
                "(b)",
                "B.",
                "**B**",
                "'B'",
                "B) Paris",
                "B. Paris is the capital",
                "\\boxed{B}",
                "\\boxed{\\text{B}}",
                "so $\\boxed{(b)}$.",
                "A is wrong, D is wrong.\nThe answer is B.",
                "The answer is (B).",
                "The correct answer is: **B**",
                "the best choice is B, because A's premise fails",
                "Answer: B",
                "**Answer:** B) Vitamin C",
                "Answer:\n\nB",
                "ANSWER: option B",
                "I first thought the answer is A. But the answer is B",
                "<think>the answer is A</think>B",
                "<answer>B</answer>",
                "<answer> (B) </answer> as I said",
                "Let me see. A) no, C) no.\n\nB",
                "The answer is B, I think",
            })
    void findsTheChoice(String completion) {
        // When, Then
        assertThat(Judged.score(choice, completion, "B", "")).as(completion).isEqualTo(1);
        assertThat(Judged.score(choice, completion, "C", "")).as(completion).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "I do not know.",
                "Paris",
                "A or B",
                "B or C",
                "B/C",
                "A, B, C, D",
                "The answer is A and B",
                "The answer is B) or C)",
                "The answer is either A or B",
                "The answer is B) Paris, C) Rome",
                "\\boxed{A, B}",
                "\\boxed{A} \\boxed{B}",
                "\\boxed{B} and \\boxed{C}",
                "<answer>A B</answer>",
                "<answer>B or maybe C</answer>",
                "Answer: A, C",
                "Because the answer is I think unclear",
            })
    void offeringSeveralOrNoneEarnsNothing(String completion) {
        // When, Then
        for (String truth : new String[] {"B", "C", "D"}) {
            assertThat(Judged.score(choice, completion, truth, ""))
                    .as(completion)
                    .isZero();
        }
    }

    @Test
    void saysWhatItFound() {
        // When, Then
        assertThat(Judged.verdict(choice, "The answer is C", "(b)", "").reason())
                .isEqualTo("choice C is not B");
        assertThat(Judged.verdict(choice, "B or C", "B", "").reason())
                .isEqualTo("the last line names several choices: [B, C]");
        assertThat(Judged.verdict(choice, "no idea", "B", "").reason())
                .isEqualTo("the last line names no choice: 'no idea'");
    }

    @Test
    void theNumberOfChoicesIsAnOption() {
        // When, Then
        assertThat(choice.problem("K", Options.NONE))
                .hasValue(
                        "ground truth 'K' must be the letter of a choice, A to J; for more letters set option 'choices'");
        assertThat(choice.problem("K", Judged.options("choices=18"))).isEmpty();
        assertThat(choice.problem("1", Options.NONE)).isPresent();
        assertThat(choice.problem("", Options.NONE)).isPresent();
        assertThat(Judged.score(choice, "(R)", "R", "choices=18")).isEqualTo(1);
    }
}
