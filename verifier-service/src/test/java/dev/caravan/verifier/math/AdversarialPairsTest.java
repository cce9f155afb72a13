package dev.caravan.verifier.math;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pairs made to fool a comparison: by doubles, by domains, by hedging. Texts made to crash or stall it are in {@link HostileTextTest}. */
class AdversarialPairsTest {

    private final MathVerifier math = new MathVerifier();

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "12345678901234567891 # \\boxed{12345678901234567890}",
                "2^{64} # \\boxed{18446744073709551615}",
                "0 # \\boxed{10^{-15}}",
                "x # \\boxed{x+10^{-20}}",
                "x # \\boxed{x+10^{-200}}",
                "\\pi # \\boxed{\\pi+10^{-60}}",
                "\\pi # \\boxed{\\pi+10^{-400}}",
                "\\pi # \\boxed{\\pi+e^{-150}}",
                "\\pi # \\boxed{3.14159265358979323846264338327950288419716939937512}",
                "\\sqrt{2} # \\boxed{\\frac{131836323}{93222358}}",
                "0 # \\boxed{\\sin(10^{-30})}",
                "640320^3+744 # \\boxed{e^{\\pi\\sqrt{163}}}",
                "|x| # \\boxed{x}",
                "\\sqrt{x^2} # \\boxed{x}",
                "\\sqrt{x^2} # \\boxed{-x}",
                "\\sqrt{xy} # \\boxed{\\sqrt{x}\\sqrt{y}}",
                "\\ln(x^2) # \\boxed{2\\ln x}",
                "\\infty # \\boxed{10^{300}}",
                "\\infty # \\boxed{-\\infty}",
                "1/3 # \\boxed{0.33}",
                "5 # \\boxed{1,2,3,4,5}",
                "5 # \\boxed{4 or 5}",
                "5 # \\boxed{5, 5.0000001}",
                "42 # \\boxed{42} \\boxed{43} \\boxed{44}",
                "44 # \\boxed{42} \\boxed{43} \\boxed{44}",
                "(1,2) # \\boxed{[1,2]}",
                "(1,2) # \\boxed{(2,1)}",
                "A # \\boxed{B}",
                "A # \\boxed{A, B}",
                "A # \\boxed{A or B}",
                "A # \\boxed{(A) or (B)}",
                "A # \\boxed{A. or B.}",
                "A # The answer is (A) and (C).",
                "34 # \\boxed{3 4}",
                "11x # \\boxed{1 1x}",
                "x=2 # \\boxed{y=2}",
                "3 # \\boxed{3.0000001}",
                "3 # y = 3x",
                "16 # It is \\sqrt{16}",
                "16 # so it is sqrt(16)",
                "4 # The answer is x^4",
                "x^2+1 # \\boxed{x^2+1, x^2-1}",
                "x^2+1 # \\boxed{x^2 \\pm 1}",
                "x \\ge 5 # \\boxed{x \\in \\mathbb{R}}",
                "[0,1] # \\boxed{[0,1] \\text{ or } (0,1)}",
                "\\{1,2\\} # \\boxed{\\{1,2,3\\}}",
                "2 # \\boxed{9^{9^{9^9}}}",
                "2 # \\boxed{10^{10^{10}}}",
                "\\frac{1}{2} # \\boxed{\\frac{0}{0}}",
                "1 # \\boxed{\\frac{x}{y}}",
                "0 # \\boxed{x-y}",
                "0 # \\boxed{2x-y+3=0}",
                "2x-y+3=0 # \\boxed{0}",
                "x+y+z=0 # \\boxed{0}",
                "x^2=4 # \\boxed{4}",
            })
    void areNotPaid(String truth, String completion) {
        // When
        Verdict verdict = math.verify(Submission.of(completion, truth));

        // Then
        assertThat(verdict).isNotEqualTo(Verdict.right(verdict.reason())).isNotInstanceOf(Verdict.Failed.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "10 # \\boxed{10^{1}}",
                "0 # \\boxed{\\sin(\\pi)}",
                "1/3 # \\boxed{33.333333\\%}",
                "42 # \\boxed{41}. no wait \\boxed{42}",
                "1 # \\boxed{\\frac{x}{x}}",
                "\\sqrt{x^2} # \\boxed{|x|}",
                "\\sqrt{7+4\\sqrt{3}} # \\boxed{2+\\sqrt{3}}",
                "\\cos\\frac{\\pi}{5} # \\boxed{\\frac{1+\\sqrt{5}}{4}}",
                "5 # \\boxed{a+b=5}",
                "A # The answer is (A) 5 apples.",
                "((((((((((5)))))))))) # \\boxed{5}",
                "4\\arctan\\frac15-\\arctan\\frac1{239} # \\boxed{\\frac{\\pi}{4}}",
            })
    void areRightThoughTheyLookOdd(String truth, String completion) {
        // When
        Verdict verdict = math.verify(Submission.of(completion, truth));

        // Then
        assertThat(verdict).isEqualTo(Verdict.right(verdict.reason()));
    }
}
