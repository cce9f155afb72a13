package dev.caravan.verifier.math.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.verifier.math.notation.Notation;
import dev.caravan.verifier.math.tree.Expr;
import dev.caravan.verifier.math.tree.Form;
import dev.caravan.verifier.math.tree.Rational;
import java.math.BigDecimal;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EqualityTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "\\sin 15^\\circ # \\frac{\\sqrt{6}-\\sqrt{2}}{4} # YES",
                "\\cos 36^\\circ - \\cos 72^\\circ # \\frac{1}{2} # YES",
                "\\tan\\frac{\\pi}{8} # \\sqrt{2}-1 # YES",
                "\\sec 60^\\circ + \\csc 30^\\circ + \\cot 45^\\circ # 5 # YES",
                "\\arcsin 1 + \\arccos 0 # \\pi # YES",
                "\\sinh(\\ln 2) # \\frac{3}{4} # YES",
                "\\tanh(\\ln 3) # \\frac{4}{5} # YES",
                "\\cosh x # \\frac{e^x+e^{-x}}{2} # YES",
                "e^{i\\pi} + 1 # 0 # YES",
                "i^i # e^{-\\pi/2} # YES",
                "\\sin(i) # i\\sinh 1 # YES",
                "\\sqrt{i} # \\frac{1+i}{\\sqrt{2}} # YES",
                "|3+4i| # 5 # YES",
                "\\sqrt[3]{2+\\sqrt{5}} + \\sqrt[3]{2-\\sqrt{5}} # 1 # YES",
                "\\sqrt{2}+\\sqrt{3}+\\sqrt{5} # \\sqrt{10+2\\sqrt{6}+2\\sqrt{10}+2\\sqrt{15}} # YES",
                "\\log_2 8 # 3 # YES",
                "\\lfloor \\pi^2 \\rfloor + \\lceil e \\rceil # 12 # YES",
                "\\gcd(12,18) + lcm(4,6) # 18 # YES",
                "\\max(\\sqrt{2}, 1.4) # \\sqrt{2} # YES",
                "8^{2/3} # 4 # YES",
                "x^{1/3} # \\sqrt[3]{x} # YES",
                "\\frac{x^2-1}{x-1} # x+1 # YES",
                "(x+y)^5 # x^5+5x^4y+10x^3y^2+10x^2y^3+5xy^4+y^5 # YES",
                "\\binom{n}{2} # \\frac{n(n-1)}{2} # YES",
                "\\sin 2x # 2\\sin x\\cos x # YES",
                "(x+y)^5 # x^5+5x^4y+10x^3y^2+10x^2y^3+5xy^4+y^4 # NO",
                "\\sqrt{2}+\\sqrt{3} # \\frac{3146264369941972342}{1000000000000000000} # NO",
                "\\sqrt{1000001}-\\sqrt{1000000} # \\frac{1}{2000} # NO",
                "x^2 # x|x| # NO",
                "\\frac{1}{\\sqrt{10^{70}+1}-10^{35}} # \\sqrt{10^{70}+1}+10^{35} # YES",
                "\\frac{1}{\\sqrt{10^{70}+1}-10^{35}} # \\sqrt{10^{70}+1}+10^{35}+1 # NO",
                "\\sum_{k=1}^{100} k^3 # 25502500 # YES",
                "\\sum_{k=1}^{n} k^3 # \\frac{n^2(n+1)^2}{4} # YES",
                "\\sum_{k=1}^{n} k^3 # \\frac{n^2(n+1)^2}{4}+1 # NO",
                "\\sum_{j=1}^{4} \\sum_{k=1}^{j} jk # 65 # YES",
                "\\sum_{k=1}^{3} \\sqrt{k} # 1+\\sqrt2+\\sqrt3 # YES",
                "\\sum_{k=0}^{5} \\binom{5}{k} x^k # (1+x)^5 # YES",
                "\\prod_{k=2}^{10} (1-\\frac{1}{k^2}) # \\frac{11}{20} # YES",
                "\\prod_{k=1}^{n} k # n! # YES",
                "\\prod_{k=1}^{2} \\sin(kx) # \\sin(x)\\sin(2x) # YES",
                "\\sum_{k=1}^{0} k # 0 # YES",
                "\\sum_{k=5}^{1} k # 0 # UNKNOWN",
                "\\sum_{k=1}^{\\infty} \\frac{1}{2^k} # 1 # UNKNOWN",
                "\\sum_{k=1}^{1/2} k # 0 # UNKNOWN",
                "\\sum_{k=1}^{1000000} 1 # 1000000 # UNKNOWN",
                "\\int_0^1 x(1-x)\\,dx # \\frac16 # YES",
                "\\int_0^12x\\,dx # 1 # YES",
                "\\int_0^{a} x^2\\,dx # \\frac{a^3}{3} # YES",
                "\\int_1^2 (3\\sqrt{x}+\\frac{2}{x})\\,dx # 4\\sqrt2-2+2\\ln2 # YES",
                "\\int_0^{\\pi} \\sin x\\,dx # 2 # YES",
                "\\int_0^{\\pi} \\sin x\\,dx # 1 # NO",
                "\\int_0^1 e^{2x-1}\\,dx # \\sinh 1 # YES",
                "\\int_{-2}^{-1} \\frac{1}{x}\\,dx # -\\ln 2 # YES",
                "\\int_0^1 \\frac{1}{\\sqrt{x}}\\,dx # 2 # YES",
                "\\int_0^1 \\frac{4}{1+x^2}\\,dx # \\pi # YES",
                "\\int_0^1 \\int_0^x y\\,dy\\,dx # \\frac16 # UNKNOWN",
                "\\int_{-1}^1 \\frac{1}{x^2}\\,dx # -2 # UNKNOWN",
                "\\int_{-1}^2 \\frac{1}{x}\\,dx # \\ln 2 # UNKNOWN",
                "\\int_0^1 e^{x^2}\\,dx # \\int_0^1 e^{t^2}\\,dt # YES",
                "\\int_0^1 e^{x^2}\\,dx # 2 # UNKNOWN",
                "\\lim_{x \\to 0} \\frac{\\sin x}{x} # 1 # UNKNOWN",
                "\\lim_{x \\to 0} \\frac{\\sin x}{x} # \\lim_{t \\to 0} \\frac{\\sin t}{t} # YES",
                "17 \\bmod 5 # 2 # YES",
                "(-1) \\bmod 5 # 4 # YES",
                "17 \\bmod 0 # 17 # UNKNOWN",
                "\\begin{vmatrix} 1 & 2 & 3 \\\\ 4 & 5 & 6 \\\\ 7 & 8 & 10 \\end{vmatrix} # -3 # YES",
                "\\begin{vmatrix} a & b \\\\ c & d \\end{vmatrix} # ad-bc # YES",
                "\\sqrt{x^2} # x # NO",
                "2^{100000} # 2^{100000}+1 # UNKNOWN",
                "9^{9^{9^9}} # 1 # UNKNOWN",
                "\\frac{1}{0} # 1 # UNKNOWN",
                "0^0 # 1 # UNKNOWN",
                "\\ln 0 # 0 # UNKNOWN",
                "(-3)! # 1 # UNKNOWN",
                "\\sin(10^{50}) # 0 # UNKNOWN",
            })
    void decides(String one, String other, Truth same) {
        // When
        Truth truth = equality().same(expr(one), expr(other));

        // Then
        assertThat(truth).isEqualTo(same);
    }

    @Test
    void theSeedDecidesThePointsAndNothingElse() {
        // Given
        Expr one = expr("x^3-y^3");
        Expr other = expr("(x-y)(x^2+xy+y^2)");

        // When, Then
        for (long seed = 0; seed < 50; seed++) {
            assertThat(new Equality(seed, new Budget()).same(one, other)).isEqualTo(Truth.YES);
            assertThat(new Equality(seed, new Budget()).same(one, expr("(x-y)(x^2+xy-y^2)")))
                    .isEqualTo(Truth.NO);
        }
    }

    @Test
    void tellsSigns() {
        // When, Then
        assertThat(equality().sign(expr("\\sqrt{2}-\\frac{7}{5}"))).isEqualTo(OptionalInt.of(1));
        assertThat(equality().sign(expr("e-\\pi"))).isEqualTo(OptionalInt.of(-1));
        assertThat(equality().sign(expr("\\sin\\pi"))).isEqualTo(OptionalInt.of(0));
        assertThat(equality().sign(expr("-\\infty"))).isEqualTo(OptionalInt.of(-1));
        assertThat(equality().sign(expr("1+i"))).isEmpty();
    }

    @Test
    void roundedMeansRoundedCorrectlyAndOnlyWhatNeverEnds() {
        // When, Then
        assertThat(rounded("\\pi", "3.141593")).isTrue();
        assertThat(rounded("\\pi", "3.141592")).isFalse();
        assertThat(rounded("\\frac{2}{3}", "0.6666667")).isTrue();
        assertThat(rounded("\\frac{1}{8}", "0.1250001")).isFalse();
    }

    @Test
    void workIsBounded() {
        // Given
        String angles = "\\sin(\\sqrt{2}x)+".repeat(100) + "1";

        // When
        Truth truth = equality().same(expr(angles), expr(angles.replace("+1", "+\\cos(\\sqrt{3}x)")));
        Truth undecided = equality()
                .same(expr("\\ln(\\sqrt{x})^{3.7}+".repeat(90) + "1"), expr("\\ln(\\sqrt{y})^{3.7}+".repeat(90) + "1"));

        // Then
        assertThat(truth).isNotEqualTo(Truth.YES);
        assertThat(undecided).isNotEqualTo(Truth.YES);
    }

    private static boolean rounded(String value, String decimal) {
        BigDecimal number = new BigDecimal(decimal);
        return equality().isRounded(expr(value), Rational.of(number.unscaledValue(), number.scale()), number.scale());
    }

    private static Equality equality() {
        return new Equality(7, new Budget());
    }

    private static Expr expr(String text) {
        return ((Form.Value) Notation.read(text).orElseThrow()).expr();
    }
}
