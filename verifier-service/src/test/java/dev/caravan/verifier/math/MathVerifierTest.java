package dev.caravan.verifier.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.verifier.spi.Finish;
import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MathVerifierTest {

    private static final Verdict.Scored RIGHT = new Verdict.Scored(1, "");

    private final MathVerifier math = new MathVerifier();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "18 | #### 18",
                "18 | 9 * 2 = 18.⏎#### $18.00",
                "70000 | So he made 70,000 dollars.⏎#### 70,000",
                "-3 | \\boxed{-3}",
                "-3 | \\boxed{\u22123}",
                "10 | \\boxed{10^{1}}",
                "1/3 | \\boxed{33.333333\\%}",
                "1/3 | \\boxed{0.333333}",
                "2/3 | 0.66666667",
                "42 | \\boxed{41}. no wait \\boxed{42}",
                "42 | \\boxed{42} and again \\boxed{42}",
                "42 | \\boxed{42}, \\boxed{42}",
                "3/4 | \\boxed{\\frac{3}{4}}",
                "3/4 | \\boxed{\\dfrac34}",
                "3/4 | \\boxed{\\tfrac{3}4}",
                "3/4 | \\boxed{\\frac{6}{8}}",
                "3/4 | \\boxed{.75}",
                "3/4 | \\boxed{75\\%}",
                "0.75 | The answer is 3/4.",
                "-3/4 | \\boxed{-\\frac{3}{4}}",
                "-3/4 | \\boxed{\\frac{-3}{4}}",
                "\\frac{1}{2} | ½",
                "7/4 | \\boxed{1\\frac{3}{4}}",
                "7/4 | \\boxed{1 \\frac34}",
                "7/4 | The answer is 1 3/4 cups.",
                "7/4 | \\boxed{1¾}",
                "1 3/4 | 1.75",
                "20 | #### 20%",
                "20% | #### 20",
                "20% | #### 0.2",
                "20% | \\boxed{\\frac{1}{5}}",
                "0.2 | The answer is 20 percent.",
                "5000000 | The final answer is 5 million.",
                "1234567 | \\boxed{1{,}234{,}567}",
                "1234567 | \\boxed{1\\,234\\,567}",
                "1234567 | \\boxed{1,\\!234,\\!567}",
                "12345678901234567891 | \\boxed{12345678901234567891}",
                "18446744073709551616 | \\boxed{2^{64}}",
                "2^{64} | \\boxed{18446744073709551616}",
                "150000 | \\boxed{1.5 \\times 10^{5}}",
                "150000 | 1.5e5",
                "150000 | 1.5 × 10⁵",
                "0.0015 | \\boxed{1.5 \\cdot 10^{-3}}",
                "5 | \\boxed{5 \\text{ cm}}",
                "5 | \\boxed{5\\text{ cm}^2}",
                "5 | \\boxed{5cm}",
                "5 | \\boxed{5 \\mathrm{~m/s}}",
                "45 | \\boxed{45^\\circ}",
                "5 | \\boxed{\\$5}",
                "5 | $\\boxed{5}$.",
                "5 | \\boxed{\\text{5}}",
                "5 | \\boxed{\\boxed{5}}",
                "5 | \\boxed{x = 5}",
                "5 | \\boxed{2 + 3 = 5}",
                "5 | \\boxed{(5)}",
                "5 | #### 5 apples",
                "5 | **Answer:** 5",
                "5 | **Final Answer: $5$**",
                "5 | the ANSWER IS x = 5.",
                "5 | The answer is 5!",
                "5 | The answer is 5 because 2 of 3 were counted twice.",
                "5 | So there are 5 apples left.",
                "5 | He had 7, gave away 2, so there are now 5",
                "5 | There were 16 - 3 - 8 = 5 eggs.",
                "5 | #### Step 1⏎Add.⏎#### Step 2⏎The answer is 5",
                "5 | <think>maybe \\boxed{6}</think> It is 5.",
                "5 | \\fbox{5}",
                "1000 | \\boxed{1000.}",
                "2 | \\boxed{\\sqrt{4}}",
                "#### 18 | 18",
                "so \\boxed{\\frac12} | 0.5",
            })
    void acceptsTheSameNumberHoweverItIsWritten(String truth, String completion) {
        // When
        Verdict verdict = math.verify(Submission.of(lines(completion), truth));

        // Then
        assertThat(verdict).usingRecursiveComparison().ignoringFields("reason").isEqualTo(RIGHT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "12345678901234567891 | \\boxed{12345678901234567890}",
                "2^{64} | \\boxed{18446744073709551615}",
                "0 | \\boxed{10^{-15}}",
                "1/3 | \\boxed{0.33}",
                "1/3 | \\boxed{0.333334}",
                "3 | \\boxed{3.0000001}",
                "0.5 | \\boxed{0.5000001}",
                "5 | \\boxed{1,2,3,4,5}",
                "5 | \\boxed{4 or 5}",
                "5 | \\boxed{4, 5}",
                "5 | \\boxed{4 \\text{ or } 5}",
                "5 | \\boxed{4 cm, 5 cm}",
                "5 | #### 4 or 5",
                "5 | The answer is 4 or 5.",
                "4 | The answer is 4 or 5.",
                "4 | The answer is 4, or 5.",
                "5 | It is 4 or 5",
                "5 | It is 4 apples or maybe 5",
                "5 | 1, 2, 3, 4, 5",
                "5 | 1 2 3 4 5",
                "5 | somewhere from 3-5",
                "44 | \\boxed{42} \\boxed{43} \\boxed{44}",
                "42 | \\boxed{42}, \\boxed{43} and \\boxed{44}",
                "44 | \\boxed{42}⏎\\boxed{43}⏎\\boxed{44}",
                "42 | \\boxed{42}. no wait \\boxed{41}",
                "5 | #### 5⏎#### 6",
                "3 | \\boxed{3 million}",
                "20% | \\boxed{2000\\%}",
                "20% | \\boxed{0.2\\%}",
                "5 | \\boxed{-5}",
                "7 | 2+5 is what we want",
                "7 | I do not know.",
                "456 | \\boxed{123,456}",
                "3 | \\boxed{3x}",
                "3 | \\boxed{3 x}",
                "3 | \\boxed{3\\pi}",
                "3 | \\boxed{3 pi}",
                "3 | \\boxed{3\\sqrt{2}}",
                "5 | \\boxed{x \\ge 5}",
                "5 | \\boxed{\\pm 5}",
                "6 | <think>\\boxed{6}</think> It is 5.",
            })
    void refusesAnotherNumberAndHedging(String truth, String completion) {
        // When
        Verdict verdict = math.verify(Submission.of(lines(completion), truth));

        // Then
        assertThat(verdict).usingRecursiveComparison().ignoringFields("reason").isEqualTo(new Verdict.Scored(0, ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "2 | \\boxed{9^{9^{9^9}}}",
                "2 | \\boxed{9^{999999}}",
                "5 | \\boxed{2+3}",
                "56 | #### 7*8",
                "56 | The answer is 7 * 8",
                "3 | y = 3x",
                "3 | \\boxed{3 and a half}",
                "5 | \\boxed{(4,5)}",
                "5 | \\boxed{a = 4, b = 5}",
                "3 | \\boxed{2\\frac{3}{2}}",
                "0 | \\boxed{\\frac{5}{0}}",
                "0 | \\boxed{5/0}",
                "1 | \\boxed{0^0}",
                "5 | \\boxed{5 \\text{ or six}}",
                "5 | \\boxed{}",
            })
    void cannotTellWhereTheAnswerIsNoPlainNumber(String truth, String completion) {
        // When
        Verdict verdict = math.verify(Submission.of(lines(completion), truth));

        // Then
        assertThat(verdict.toString()).doesNotContain("score=1");
        if (!completion.contains(" or ") && !completion.contains("(4,5)") && !completion.contains("b = 5")) {
            assertThat(verdict).isInstanceOf(Verdict.Undecided.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "$$", "\\boxed{}", "A long solution whose answer \\boxed{is not closed"})
    void saysWhenAGroundTruthIsNoAnswer(String truth) {
        // When
        var problem = math.problem(truth, Options.NONE);

        // Then
        assertThat(problem).hasValueSatisfying(text -> assertThat(text).contains("ground truth '" + truth + "'"));
        assertThatThrownBy(() -> math.verify(Submission.of("#### 5", truth)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(problem.get());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "|x|", "\\infty", "(1,2)", "A", "", "  ", "4 or 5", "2+3", "\\sqrt{2}", "three apples"})
    void strictWantsANumberAsGroundTruth(String truth) {
        // Given
        Options strict = new Options(Map.of("strict", "true"));

        // When
        var problem = math.problem(truth, strict);

        // Then
        assertThat(problem)
                .hasValueSatisfying(text -> assertThat(text).contains("ground truth '" + truth + "' is not a number"));
        assertThatThrownBy(() -> math.verify(new Submission("#### 5", truth, strict, "", Finish.STOP)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(problem.get());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5 | Compute 2+3. | \\boxed{2+3} | false",
                "1/2 | What is $\\sin 150^\\circ$? | \\boxed{\\sin 150^\\circ} | false",
                "1/2 | What is $\\sin 150^\\circ$? | \\boxed{\\cos 60^\\circ} | true",
                "2x+1 | Simplify $(x+1)^2 - x^2$. | \\boxed{(x+1)^2-x^2} | false",
                "(x-1)(x+1) | Factor $x^2-1$. | \\boxed{x^2 - 1} | false",
                "(x-1)(x+1) | Factor $x^2-1$. | \\boxed{(x+1)(x-1)} | true",
                "3-x | What is the distance of x from 3 for x below 3, 3-x or x-3? | \\boxed{-x+3} | true",
            })
    void repeatingTheQuestionEarnsNothing(String truth, String prompt, String completion, boolean right) {
        // When
        Verdict verdict = math.verify(new Submission(completion, truth, Options.NONE, prompt, Finish.STOP));

        // Then
        if (right) {
            assertThat(verdict).isEqualTo(Verdict.right(verdict.reason()));
        } else {
            assertThat(verdict).isInstanceOf(Verdict.Undecided.class);
            assertThat(verdict.reason()).contains("leaves the work to be done");
        }
    }

    @Test
    void theSeedIsASetting() {
        // Given
        MathVerifier seeded = new MathVerifier();

        // When
        seeded.start(new Options(Map.of("seed", "42")));

        // Then
        assertThat(seeded.verify(Submission.of("\\boxed{(x+1)^2}", "x^2+2x+1")).reason())
                .isEqualTo("answer '(x+1)^2' is right");
        assertThatThrownBy(() -> new MathVerifier().start(new Options(Map.of("seed", "many"))))
                .hasMessage("setting 'seed' must be a whole number, not 'many'");
    }

    @Test
    void saysWhenAnOptionIsUnknownOrBad() {
        // When
        var misspelt = math.problem("5", new Options(Map.of("strikt", "true")));
        var bad = math.problem("5", new Options(Map.of("strict", "yes")));

        // Then
        assertThat(misspelt).hasValue("unknown option 'strikt'; known: [strict]");
        assertThat(bad).hasValue("option 'strict' must be true or false, not 'yes'");
        assertThat(math.problem("1,234.5", new Options(Map.of("strict", "true"))))
                .isEmpty();
    }

    @Test
    void givesTheReason() {
        // When
        Verdict wrong = math.verify(Submission.of("#### 17", "18"));
        Verdict several = math.verify(Submission.of("\\boxed{4 or 5}", "5"));

        // Then
        assertThat(wrong.reason()).isEqualTo("answer '17' is not 18");
        assertThat(several.reason()).isEqualTo("'4 or 5' gives several answers");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "35 | 29+15=44. 44-9=35.⏎#### 35 | STOP | 1",
                "35 | #### 35⏎ | STOP | 1",
                "35 | #### 35 | UNKNOWN | 1",
                "1200 | #### 1,200 | STOP | 1",
                "3/4 | #### 6/8 | STOP | 1",
                "-7 | #### -7 | STOP | 1",
                "35 | #### 35 | LENGTH | 0",
                "35 | #### 35. | STOP | 0",
                "35 | #### $35 | STOP | 0",
                "35 | #### 35 apples | STOP | 0",
                "35 | #### 35⏎that is it | STOP | 0",
                "35 | \\boxed{35} | STOP | 0",
                "35 | 35 | STOP | 0",
                "35 | #### 36 | STOP | 0",
                "35 | #### 35⏎#### 36 | STOP | 0",
                "56 | #### 7*8 | STOP | 0",
                "10 | #### 10^1 | STOP | 0",
                "35 | #### | STOP | 0",
            })
    void strictWantsTheMarkAndABareNumberAtTheEnd(String truth, String completion, Finish finish, double score) {
        // Given
        Options strict = new Options(Map.of("strict", "true"));

        // When
        Verdict verdict = math.verify(new Submission(lines(completion), truth, strict, "", finish));

        // Then
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Scored.class, scored -> assertThat(scored.score())
                .isEqualTo(score));
    }

    @Test
    void aNumberThatTheLengthLimitMayHaveCutIsNoAnswer() {
        // Given
        Submission cut = new Submission("... #### 3", "3", Options.NONE, "", Finish.LENGTH);
        Submission boxed = new Submission("\\boxed{3}, becau", "3", Options.NONE, "", Finish.LENGTH);

        // When
        Verdict ofCut = math.verify(cut);
        Verdict ofBoxed = math.verify(boxed);

        // Then
        assertThat(ofCut).isEqualTo(Verdict.wrong("the completion breaks off in its answer '3'"));
        assertThat(ofBoxed).isEqualTo(Verdict.right("answer '3' is right"));
    }

    /** CSV rows hold no line breaks: ⏎ stands for one. */
    private static String lines(String text) {
        return text.replace('⏎', '\n');
    }
}
