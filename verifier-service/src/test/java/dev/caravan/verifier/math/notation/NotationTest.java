package dev.caravan.verifier.math.notation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.verifier.math.tree.Expr;
import dev.caravan.verifier.math.tree.Form;
import dev.caravan.verifier.math.tree.Rational;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotationTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "\\frac12 # \\frac{1}{2}",
                "\\frac12x # \\frac{1}{2}x",
                "\\frac{1}2 # \\frac{1}{2}",
                "\\frac\\pi2 # \\frac{\\pi}{2}",
                "\\dfrac{\\sqrt3}{2} # \\frac{\\sqrt{3}}{2}",
                "\\sqrt2x # \\sqrt{2}x",
                "sqrt(2) # \\sqrt{2}",
                "√2 # \\sqrt{2}",
                "x**2 # x^2",
                "x² # x^{2}",
                "x⁻¹ # x^{-1}",
                "x^10 # x^{10}",
                "2*x # 2 \\cdot x",
                "\\left( x+1 \\right)^2 # (x+1)^2",
                "\\sin^{-1} x # \\arcsin x",
                "sin(x) # \\sin x",
                "1½ # \\frac{3}{2}.",
                "\\mathrm{e}^x # e^x",
                "\\{ 1 , 2 \\} # \\left\\{1,2\\right\\}",
                "( 1 ; 2 ) # (1,2)",
                "x ≥ 5 # x \\geq 5",
                "x >= 5 # x \\ge 5",
                "(1,2] ∪ \\{3\\} # (1,2] \\cup \\{3\\}",
                "∞ # \\infty",
                "1{,}000x # 1000x",
                "\\text{A} # \\textbf{A}",
                "x_{1} # x_1",
                "\\phantom{-}5 # 5",
                "$x+1$. # x+1",
                "**x+1** # x+1",
            })
    void spellingsOfTheSameReadTheSame(String one, String other) {
        // When
        Optional<Form> left = Notation.read(one);
        Optional<Form> right = Notation.read(other);

        // Then
        if (one.contains("½")) {
            assertThat(left).contains(value(new Expr.Num(new Rational(BigInteger.valueOf(3), BigInteger.TWO), 0)));
        } else {
            assertThat(left).isPresent().isEqualTo(right);
        }
    }

    @Test
    void nothingIsEvaluated() {
        // When
        Optional<Form> sum = Notation.read("2+3");

        // Then
        assertThat(sum).contains(value(new Expr.Sum(List.of(number(2), number(3)))));
    }

    @Test
    void commasSeparateThousandsOutsideBracketsAndEntriesWithin() {
        // When
        Optional<Form> thousands = Notation.read("1,234");
        Optional<Form> pair = Notation.read("(1,234)");

        // Then
        assertThat(thousands).contains(value(number(1_234)));
        assertThat(pair).contains(new Form.Tuple(List.of(value(number(1)), value(number(234)))));
    }

    @Test
    void wordsBehindAValueAreItsUnit() {
        // When
        Optional<Form> area = Notation.read("15\\mbox{ cm}^2");

        // Then
        assertThat(area).contains(new Form.Value(number(15), "cm^2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "$$",
                "3 4",
                "2\\frac{3}{2}",
                "5 \\text{ unless } x",
                "\\unknown{5}",
                "(1",
                "1)",
                "\\frac{1}",
                "x^",
                "+",
                "\\sqrt",
                "|x",
                "\\begin{pmatrix} 1 & 2 \\\\ 3 \\end{pmatrix}",
                "\\begin{pmatrix} 1",
                "\\text{open",
                "\\int_0^1 x",
                "\\int_0^1 \\frac{dx}{x}",
                "\\sum_{k} k",
                "\\sum_{k=1}^{3} a_k",
                "\\sum",
                "\\prod_{1}^{2} 3",
                "\\lim_{x \\to 0^+} x",
                "\\sum_{a=1}^2 \\sum_{b=1}^2 \\sum_{c=1}^2 \\sum_{d=1}^2 \\sum_{f=1}^2 a",
                "\\begin{vmatrix} 1 & 2 \\\\ 3 \\end{vmatrix}",
                "\\begin{vmatrix} 1 & 2",
                "\\begin{cases} 1 & \\text{sometimes} \\end{cases}",
                "\\begin{cases} 1 & x > 0",
                "2 \\text{ hours } 15",
                "1+2+\\ldots+10",
                "5 ? 6 @",
            })
    void whatIsNotUnderstoodIsNotGuessed(String answer) {
        // When, Then
        assertThat(Notation.read(answer)).isEmpty();
    }

    @Test
    void boundsHold() {
        // When, Then
        assertThat(Notation.read("(".repeat(50) + "x" + ")".repeat(50))).isPresent();
        assertThat(Notation.read("(".repeat(200) + "x" + ")".repeat(200))).isEmpty();
        assertThat(Notation.read("x+".repeat(500) + "x")).isPresent();
        assertThat(Notation.read("x+".repeat(700) + "x")).isEmpty();
        assertThat(Notation.read("x".repeat(Notation.MAX_LENGTH + 1))).isEmpty();
        assertThat(Notation.read("-".repeat(1_000) + "x")).isPresent();
        assertThat(Notation.read("x^".repeat(500) + "x")).isEmpty();
        assertThat(Notation.read("\\sqrt".repeat(500) + "x")).isEmpty();
        assertThat(Notation.read("\\sin".repeat(500) + "x")).isEmpty();
        assertThat(Notation.read("\\{".repeat(500) + "x" + "\\}".repeat(500))).isEmpty();
    }

    @Test
    void wordsAreComparedWithoutMarkUpArticlesAndCase() {
        // When, Then
        assertThat(Notation.words("\\text{The Ellipse}.")).contains(new Form.Words("ellipse"));
        assertThat(Notation.words("$\\textbf{two lines}$")).contains(new Form.Words("two lines"));
        assertThat(Notation.words("...")).isEmpty();
        assertThat(Notation.words("word ".repeat(17))).isEmpty();
    }

    private static Form value(Expr expr) {
        return new Form.Value(expr, "");
    }

    private static Expr number(long value) {
        return new Expr.Num(Rational.of(BigInteger.valueOf(value)), 0);
    }
}
