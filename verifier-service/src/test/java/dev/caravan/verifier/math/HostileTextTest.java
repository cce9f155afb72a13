package dev.caravan.verifier.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts made to crash a verifier or keep it busy. The limit is no measurement: each takes milliseconds or would take minutes. */
class HostileTextTest {

    private static final Duration HANG = Duration.ofSeconds(20);

    static Stream<Arguments> hostile() {
        return Stream.of(
                Arguments.of("nested braces", "\\boxed{" + "{".repeat(50_000) + "2" + "}".repeat(50_000) + "}"),
                Arguments.of("open braces", "\\boxed{" + "{".repeat(100_000)),
                Arguments.of("closing braces", "}".repeat(100_000)),
                Arguments.of("open boxes", "\\boxed{".repeat(20_000)),
                Arguments.of("nested boxes", "\\boxed{".repeat(20_000) + "7" + "}".repeat(20_000)),
                Arguments.of("many boxes", "\\boxed{3},".repeat(20_000) + "\\boxed{2}"),
                Arguments.of("nested fractions", "\\boxed{" + "\\frac{".repeat(3_000) + "1}{2}".repeat(3_000) + "}"),
                Arguments.of("fractions of powers", "\\boxed{" + "\\frac{3^{9999}}{2^{9999}}".repeat(400) + "}"),
                Arguments.of("fractions of powers in prose", "\\frac{3^{9999}}{2^{9999}} ".repeat(4_000)),
                Arguments.of("nested parentheses", "\\boxed{" + "(".repeat(20_000) + "7" + ")".repeat(20_000) + "}"),
                Arguments.of("long sum", "\\boxed{" + "1+".repeat(100_000) + "1}"),
                Arguments.of("long sum in prose", "1+".repeat(100_000) + "1"),
                Arguments.of("power tower", "9^{9^{9^9}}"),
                Arguments.of("power tower in prose", "It is " + "9^".repeat(50_000) + "9"),
                Arguments.of("huge exponent", "\\boxed{1e999999}"),
                Arguments.of("huger exponent", "\\boxed{1e99999999999999999999}"),
                Arguments.of("many digits", "\\boxed{" + "9".repeat(1_000_000) + "}"),
                Arguments.of("many digits in prose", "9".repeat(1_000_000)),
                Arguments.of("many groups", "\\boxed{1" + ",000".repeat(200_000) + "}"),
                Arguments.of("many decimals", "\\boxed{0." + "3".repeat(1_000_000) + "}"),
                Arguments.of("many marks", "#".repeat(200_000)),
                Arguments.of("many marks and spaces", ("####" + " ".repeat(100)).repeat(2_000)),
                Arguments.of("many phrases", "answer is ".repeat(50_000)),
                Arguments.of("phrases without spaces", "answeris".repeat(50_000)),
                Arguments.of("many equals", "answer is " + "x=".repeat(100_000)),
                Arguments.of("white space", "#### 3" + " ".repeat(1_000_000)),
                Arguments.of("noise", "\\boxed{" + "\\left".repeat(50_000) + "}"),
                Arguments.of("nulls", "\\boxed{\0\0\0}" + "\0".repeat(100_000)),
                Arguments.of("lone surrogates", "\\boxed{\ud835}\udc00"),
                Arguments.of("nested roots", "\\boxed{" + "\\sqrt{".repeat(3_000) + "x" + "}".repeat(3_000) + "}"),
                Arguments.of("towers of angles", "\\boxed{" + "\\sin(\\ln(".repeat(25) + "x" + "))".repeat(25) + "}"),
                Arguments.of("a sum of roots", "\\boxed{" + "\\sqrt{2}+".repeat(300) + "x}"),
                Arguments.of("a product of binomials", "\\boxed{" + "(x+1)".repeat(200) + "}"),
                Arguments.of("a large factorial", "\\boxed{100000000!}"),
                Arguments.of("factorials of factorials", "\\boxed{9" + "!".repeat(500) + "}"),
                Arguments.of("a large binomial", "\\boxed{\\binom{1000000000}{500000000}}"),
                Arguments.of("a large power of a variable", "\\boxed{x^{999999999}}"),
                Arguments.of("powers of powers", "\\boxed{((((x^{99})^{99})^{99})^{99})^{99}}"),
                Arguments.of("a deep root", "\\boxed{\\sqrt[999999]{x}}"),
                Arguments.of("a large angle", "\\boxed{\\sin(10^{5000}x)}"),
                Arguments.of("exponentials of exponentials", "\\boxed{e^{e^{e^{e^{e^{x}}}}}}"),
                Arguments.of("a long list", "\\boxed{" + "x,".repeat(500) + "y}"),
                Arguments.of("a long list of signs", "\\boxed{" + "\\pm x,".repeat(150) + "y}"),
                Arguments.of("many signs", "\\boxed{" + "\\pm ".repeat(300) + "x}"),
                Arguments.of("many variables", "\\boxed{a+b+c+d+f+g+h+j+k+l+m+n+o+p+q+r+s+t+u+v+w+x+y+z}"),
                Arguments.of("a large matrix", "\\boxed{\\begin{pmatrix}" + "x&".repeat(300) + "x\\end{pmatrix}}"),
                Arguments.of("many intervals", "\\boxed{" + "(0,1)\\cup".repeat(150) + "(0,\\pi)}"),
                Arguments.of("many relations", "\\boxed{" + "x<".repeat(300) + "y}"),
                Arguments.of("a long sum of terms", "\\boxed{\\sum_{k=1}^{1000000000} k}"),
                Arguments.of("sums within sums", "\\boxed{" + "\\sum_{k=1}^{2000}".repeat(4) + "k}"),
                Arguments.of("a sum of large powers", "\\boxed{\\sum_{k=1}^{2000} k^{k}}"),
                Arguments.of("a sum of factorials", "\\boxed{\\sum_{k=1}^{1000} (k!-k!)}"),
                Arguments.of("a product of powers", "\\boxed{\\prod_{k=1}^{2000} 9^{9^k}}"),
                Arguments.of(
                        "a sum of roots of sums", "\\boxed{\\sum_{k=1}^{2000}\\sqrt{\\sum_{j=1}^{2000}\\sqrt{j}}}"),
                Arguments.of("a long term", "\\boxed{\\sum_{k=1}^{2000}(" + "k+".repeat(500) + "k)}"),
                Arguments.of("a sum of unit fractions", "\\boxed{\\sum_{k=1}^{2000}\\frac{1}{k^{99}}}"),
                Arguments.of("many sums", "\\boxed{" + "\\sum_{k=1}^{1999} k+".repeat(60) + "1}"),
                Arguments.of("nested integrals", "\\boxed{" + "\\int_0^1 ".repeat(300) + "x" + " dx".repeat(300) + "}"),
                Arguments.of("integral signs", "\\boxed{" + "\\int".repeat(1_000) + "}"),
                Arguments.of(
                        "an integral of powers",
                        "\\boxed{\\int_0^1 ((x+1)^{60}+" + "(x^2+x+9^{999})^{30}+".repeat(40) + "1) dx}"),
                Arguments.of("powers of an integral", "\\boxed{\\int_0^1 ((((x+1)^{9})^{9})^{9})^{9} dx}"),
                Arguments.of("integrals of roots", "\\boxed{" + "\\int_1^2 \\sqrt{x+1} dx+".repeat(80) + "1}"),
                Arguments.of(
                        "nested determinants",
                        "\\boxed{" + "\\begin{vmatrix}x&1\\\\1&".repeat(40) + "x" + "\\end{vmatrix}".repeat(40) + "}"),
                Arguments.of(
                        "a large determinant",
                        "\\boxed{\\begin{vmatrix}" + ("x&".repeat(9) + "x\\\\").repeat(10) + "\\end{vmatrix}}"),
                Arguments.of("many cases", "\\boxed{\\begin{cases}" + "x&x>1\\\\".repeat(200) + "\\end{cases}}"),
                Arguments.of(
                        "nested cases",
                        "\\boxed{" + "\\begin{cases}".repeat(200) + "x & x>1" + "\\end{cases}".repeat(200) + "}"),
                Arguments.of("a long progression", "\\boxed{\\{1,2,\\ldots,1000000000000\\}}"),
                Arguments.of("many amounts", "\\boxed{" + "2 hours 15 minutes ".repeat(200) + "}"),
                Arguments.of("number words", "\\boxed{" + "two hundred and ".repeat(500) + "}"),
                Arguments.of("a power of powers", "\\boxed{3^{" + "n^{22}".repeat(60) + "}}"),
                Arguments.of("remainders", "\\boxed{" + "9^{9^9} \\bmod ".repeat(100) + "7}"),
                Arguments.of("dollars", "$".repeat(100_000)),
                Arguments.of("open mathematics", "\\(".repeat(50_000)),
                Arguments.of("words", "\\boxed{7 " + "very ".repeat(100_000) + "}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void isNeitherAcceptedNorHangsNorCrashes(String name, String completion) {
        // When
        Verdict verdict =
                assertTimeoutPreemptively(HANG, () -> new MathVerifier().verify(Submission.of(completion, "2")));

        // Then
        assertThat(verdict).isNotInstanceOf(Verdict.Failed.class).isNotEqualTo(Verdict.right(verdict.reason()));
        assertThat(verdict.reason()).hasSizeLessThan(200);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void isNotAcceptedForAnExpressionEither(String name, String completion) {
        for (String truth : List.of("x^2+1", "\\sqrt{2}", "(0,1)\\cup(2,3)", "\\{1,x\\}", "B", "\\text{two lines}")) {
            // When
            Verdict verdict =
                    assertTimeoutPreemptively(HANG, () -> new MathVerifier().verify(Submission.of(completion, truth)));

            // Then
            assertThat(verdict).isNotInstanceOf(Verdict.Failed.class).isNotEqualTo(Verdict.right(verdict.reason()));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void isHarmlessAsAGroundTruth(String name, String truth) {
        // When
        var problem = assertTimeoutPreemptively(
                HANG, () -> new MathVerifier().problem(truth, dev.caravan.verifier.spi.Options.NONE));

        // Then
        problem.ifPresent(text -> assertThat(text).hasSizeLessThan(400));
    }

    static Stream<String> longButRight() {
        return Stream.of(
                "#### ".repeat(20_000) + "answer is ".repeat(5_000) + "5",
                "####".repeat(20_000) + "answer is".repeat(5_000) + " 5",
                "so 3 and 4. ".repeat(100_000) + "The answer is 5",
                "{".repeat(50_000) + "\\boxed{5}");
    }

    @ParameterizedTest
    @MethodSource("longButRight")
    void doesNotHideARightAnswer(String completion) {
        // When
        Verdict verdict =
                assertTimeoutPreemptively(HANG, () -> new MathVerifier().verify(Submission.of(completion, "5")));

        // Then
        assertThat(verdict).isEqualTo(Verdict.right("answer '5' is right"));
    }
}
