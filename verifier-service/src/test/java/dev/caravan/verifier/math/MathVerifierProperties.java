package dev.caravan.verifier.math;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.verifier.math.tree.Rational;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MathVerifierProperties {

    private static final String[] FRAGMENTS = {
        "\\boxed{",
        "}",
        "{",
        "#### ",
        "####",
        "answer is ",
        "Answer: ",
        "\\frac{",
        "\\frac",
        "}{",
        "(",
        ")",
        "5",
        "7",
        "12",
        "1,234",
        "0.5",
        ".",
        ",",
        "-",
        "\u2212",
        "^",
        "^{",
        "e",
        "E9",
        " ",
        "\n",
        "\\",
        "$",
        "\\$",
        "%",
        "\\%",
        " or ",
        " and ",
        "=",
        "x",
        "\\text{",
        "½",
        "⁵",
        "×",
        "10",
        "\\times",
        "million",
        "percent",
        "cm",
        "<think>",
        "</think>",
        "\\left",
        "\\ ",
        "*",
        "**",
        "/",
        "\0",
        "\ud835",
        "٣"
    };

    private final MathVerifier math = new MathVerifier();

    /** Any rational, in any notation that can hold it, is itself. */
    @Property(tries = 60)
    void aNumberIsItselfInEveryNotation(
            @ForAll("integers") BigInteger numerator, @ForAll("denominators") BigInteger denominator) {
        // Given
        Rational value = new Rational(numerator, denominator);
        List<String> notations = notations(value);

        for (String truth : notations) {
            for (String answer : notations) {
                for (String completion : completions(answer)) {
                    // When
                    Verdict verdict = math.verify(Submission.of(completion, truth));

                    // Then
                    assertThat(verdict).as("%s for %s", completion, truth).isEqualTo(Verdict.right(verdict.reason()));
                }
            }
        }
    }

    /** No number is its successor, its negative or its tiny neighbour, whatever the notations. */
    @Property(tries = 60)
    void aNumberIsNoOtherNumber(
            @ForAll("integers") BigInteger numerator, @ForAll("denominators") BigInteger denominator) {
        // Given
        Rational value = new Rational(numerator, denominator);
        Rational tiny = new Rational(BigInteger.ONE, BigInteger.TEN.pow(40));
        List<Rational> others = new ArrayList<>(List.of(value.plus(Rational.ONE), value.plus(tiny)));
        if (!value.isZero()) {
            others.add(value.negated());
        }

        for (Rational other : others) {
            for (String answer : notations(other)) {
                for (String completion : completions(answer)) {
                    // When
                    Verdict verdict = math.verify(Submission.of(completion, value.toString()));

                    // Then
                    assertThat(verdict)
                            .as("%s for %s", completion, value)
                            .isInstanceOfSatisfying(Verdict.Scored.class, scored -> assertThat(scored.score())
                                    .isZero());
                }
            }
        }
    }

    /** Whatever is thrown at it, it returns a verdict, always the same one. */
    @Property(tries = 1_000)
    void anyTextGetsOneVerdict(@ForAll("soup") String completion, @ForAll("integers") BigInteger truth) {
        // When
        Verdict verdict = math.verify(Submission.of(completion, truth.toString()));

        // Then
        assertThat(verdict).isNotInstanceOf(Verdict.Failed.class);
        assertThat(math.verify(Submission.of(completion, truth.toString()))).isEqualTo(verdict);
    }

    /** A ground truth that is said to be fine never makes a check fail. */
    @Property(tries = 1_000)
    void aGroundTruthWithoutProblemIsUsable(@ForAll("soup") String truth) {
        // Given
        var problem = math.problem(truth, dev.caravan.verifier.spi.Options.NONE);

        // When
        Verdict verdict = problem.isPresent() ? Verdict.wrong("") : math.verify(Submission.of("#### 5", truth));

        // Then
        assertThat(verdict).isNotInstanceOf(Verdict.Failed.class);
    }

    /** Any answer, however odd, gets one verdict from any reference that is said to be fine; and never throws. */
    @Property(tries = 500)
    void anyAnswerGetsOneVerdictForAnyReference(@ForAll long seed) {
        // Given
        AnswerSoup soup = new AnswerSoup(seed);
        String truth = soup.answer();
        Submission submission = Submission.of(soup.completion(), truth);
        boolean usable =
                math.problem(truth, dev.caravan.verifier.spi.Options.NONE).isEmpty();

        // When
        Verdict verdict = usable ? math.verify(submission) : Verdict.wrong("");

        // Then
        assertThat(verdict).isNotInstanceOf(Verdict.Failed.class);
        assertThat(usable ? math.verify(submission) : verdict).isEqualTo(verdict);
    }

    @Provide
    Arbitrary<BigInteger> integers() {
        return Arbitraries.oneOf(
                Arbitraries.bigIntegers().between(BigInteger.valueOf(-2_000), BigInteger.valueOf(2_000)),
                Arbitraries.bigIntegers().between(BigInteger.TEN.pow(60).negate(), BigInteger.TEN.pow(60)));
    }

    @Provide
    Arbitrary<BigInteger> denominators() {
        return Arbitraries.oneOf(
                Arbitraries.just(BigInteger.ONE),
                Arbitraries.of(2, 4, 5, 8, 10, 100, 1000, 3, 7, 12).map(BigInteger::valueOf),
                Arbitraries.bigIntegers().between(BigInteger.ONE, BigInteger.TEN.pow(20)));
    }

    @Provide
    Arbitrary<String> soup() {
        return Combinators.combine(
                        Arbitraries.randomValue(Random::nextLong),
                        Arbitraries.integers().between(0, 60))
                .as((seed, length) -> {
                    Random random = new Random(seed);
                    StringBuilder text = new StringBuilder();
                    for (int i = 0; i < length; i++) {
                        text.append(FRAGMENTS[random.nextInt(FRAGMENTS.length)]);
                    }
                    return text.toString();
                });
    }

    private static List<String> completions(String answer) {
        return List.of(
                "#### " + answer,
                "First 17, then 4.\n#### " + answer,
                "So \\boxed{" + answer + "}.",
                "$\\boxed{ " + answer + " }$",
                "#### " + answer + " apples",
                "\\boxed{" + answer + " \\text{ cm}}",
                "The answer is " + answer + ".",
                "The final answer is: $" + answer + "$",
                "<think>1 or 2</think>Answer: " + answer);
    }

    /** The value in every notation that can hold it. */
    private static List<String> notations(Rational value) {
        List<String> notations = new ArrayList<>();
        BigInteger above = value.numerator();
        BigInteger below = value.denominator();
        String sign = above.signum() < 0 ? "-" : "";
        String digits = above.abs().toString();
        notations.add(above + "/" + below);
        notations.add("\\frac{" + above + "}{" + below + "}");
        notations.add(sign + "\\dfrac{" + digits + "}{" + below + "}");
        notations.add("\u2212\\tfrac{" + above.negate() + "}{" + below + "}");
        notations.add(sign + grouped(digits, ",") + "/" + grouped(below.toString(), "{,}"));
        if (value.isInteger()) {
            notations.add(above.toString());
            notations.add(sign + grouped(digits, ","));
            notations.add(sign + grouped(digits, "\\,"));
            notations.add(sign + "$" + digits);
            notations.add(sign + "\\$" + grouped(digits, "{,}") + ".00");
        }
        if (value.hasFiniteDecimals()) {
            BigDecimal decimal = new BigDecimal(above).divide(new BigDecimal(below));
            notations.add(decimal.toPlainString());
            notations.add(decimal.multiply(BigDecimal.valueOf(100)).toPlainString() + "\\%");
            notations.add(decimal.unscaledValue() + " \\times 10^{" + -decimal.scale() + "}");
            notations.add(decimal.unscaledValue() + "e" + -decimal.scale());
        }
        if (above.abs().compareTo(below) > 0 && !value.isInteger()) {
            BigInteger[] mixed = above.abs().divideAndRemainder(below);
            notations.add(sign + mixed[0] + " " + mixed[1] + "/" + below);
            notations.add(sign + mixed[0] + "\\frac{" + mixed[1] + "}{" + below + "}");
        }
        return notations;
    }

    private static String grouped(String digits, String separator) {
        StringBuilder grouped = new StringBuilder();
        for (int i = 0; i < digits.length(); i++) {
            if (i > 0 && (digits.length() - i) % 3 == 0) {
                grouped.append(separator);
            }
            grouped.append(digits.charAt(i));
        }
        return grouped.toString();
    }
}
