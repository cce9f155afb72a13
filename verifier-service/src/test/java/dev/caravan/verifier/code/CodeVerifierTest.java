package dev.caravan.verifier.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.caravan.runtime.CaravanException;
import dev.caravan.verifier.spi.Finish;
import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeVerifierTest {

    private static final String TRUTH =
            "{\"tests\": [\"assert f(1) == 2\", \"assert f(2) == 3\", \"assert f(-1) == 0\"]}";
    private static final String MOSTLY = "So:\n```python\ndef f(x):\n    return abs(x) + 1\n```\nDone.";

    private static final CodeVerifier CODE = new CodeVerifier();
    private static final StdioVerifier STDIO = new StdioVerifier();

    @BeforeAll
    static void start() {
        CODE.start(new Options(Map.of("slots", "2")));
        STDIO.start(new Options(Map.of("slots", "1")));
        Verdict verdict = CODE.verify(Submission.of("x = 1", "[\"assert x\"]"));
        assumeFalse(verdict instanceof Verdict.Failed, "no sandbox on this machine, skipped: " + verdict.reason());
    }

    @AfterAll
    static void stop() {
        CODE.close();
        STDIO.close();
    }

    @Test
    void allTestsMustPassUnlessTheOptionsForgive() {
        // When
        Verdict all = code(MOSTLY, Map.of());
        Verdict fraction = code(MOSTLY, Map.of("score", "fraction"));
        Verdict enough = code(MOSTLY, Map.of("threshold", "60"));
        Verdict tooFew = code(MOSTLY, Map.of("score", "fraction", "threshold", "70"));

        // Then
        String reason = "2 of 3 tests passed; first failing: assert f(-1) == 0: got 2";
        assertThat(all).isEqualTo(new Verdict.Scored(0, reason));
        assertThat(fraction).isEqualTo(new Verdict.Scored(2 / 3.0, reason));
        assertThat(enough).isEqualTo(new Verdict.Scored(1, reason));
        assertThat(tooFew).isEqualTo(new Verdict.Scored(0, reason));
    }

    @Test
    void aRightProgramScoresOne() {
        // When
        Verdict verdict = code("def f(x): return x + 1", Map.of());

        // Then
        assertThat(verdict).isEqualTo(Verdict.right("3 of 3 tests passed"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "javascript | const f = x => x + 1; | const f = x => x; | assert.strictEqual(f(1), 2)",
                "java | class Solution { static int f(int x) { return x + 1; } } | class Solution { static int f(int x) { return x; } } | assert Solution.f(1) == 2;",
            })
    void otherLanguagesAreJudgedAlike(String language, String right, String wrong, String test) {
        // Given
        Options options = new Options(Map.of("language", language, "seconds", "20"));
        String truth = "[\"" + test + "\"]";

        // When
        Verdict of = verifiedIfInstalled(new Submission("```\n" + right + "\n```", truth, options, "", Finish.STOP));
        Verdict not = CODE.verify(new Submission("```\n" + wrong + "\n```", truth, options, "", Finish.STOP));

        // Then
        assertThat(of).isEqualTo(Verdict.right("1 of 1 tests passed"));
        assertThat(not).isEqualTo(new Verdict.Scored(0, "0 of 1 tests passed; first failing: " + test + ": got 1"));
    }

    @Test
    void thePromptsCodeIsCompleted() {
        // Given
        String prompt = "Complete it:\n```python\ndef f(x):\n    \"\"\"The next number.\"\"\"\n```\n";
        String truth = "{\"entry_point\": \"f\", \"test\": \"def check(candidate):\\n    assert candidate(1) == 2\"}";

        // When
        Verdict verdict = CODE.verify(new Submission("    return x + 1\n", truth, Options.NONE, prompt, Finish.STOP));

        // Then
        assertThat(verdict).isEqualTo(Verdict.right("1 of 1 tests passed"));
    }

    @Test
    void nothingScoresNothing() {
        // When
        Verdict none = code(" \n", Map.of());
        Verdict prose = code("I cannot help with that.", Map.of("score", "fraction"));

        // Then
        assertThat(none).isEqualTo(Verdict.wrong("there is no program"));
        assertThat(prose.reason()).startsWith("0 of 3 tests passed; first failing: it fails: SyntaxError");
    }

    @Test
    void printedOutputIsComparedWithTheTolerance() {
        // Given
        String truth = "{\"inputs\": [\"1\\n\", \"2\\n\"], \"outputs\": [\"0.3333333\\n\", \"0.6666667\\n\"]}";
        String program = "```\nprint(int(input()) / 3)\n```";

        // When
        Verdict exact = STDIO.verify(Submission.of(program, truth));
        Verdict near = STDIO.verify(
                new Submission(program, truth, new Options(Map.of("tolerance", "1e-6")), "", Finish.UNKNOWN));

        // Then
        assertThat(exact.reason())
                .isEqualTo("0 of 2 tests passed; first failing: test 1: printed '0.3333333333333333', not '0.3333333';"
                        + " the tests after it were not run");
        assertThat(near).isEqualTo(Verdict.right("2 of 2 tests passed"));
    }

    @Test
    void anUnusableGroundTruthIsAnErrorThatNoRetryHelps() {
        // When
        Verdict broken = CODE.verify(Submission.of("x = 1", "[\"assert (\"]"));

        // Then
        assertThat(broken).isEqualTo(new Verdict.Failed("the tests are unusable: line 1: '(' was never closed", false));
        assertThatThrownBy(() -> CODE.verify(Submission.of("x = 1", "{}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ground truth: give either 'test' with 'entry_point', or 'tests'");
    }

    @Test
    void aSettingThatIsUnknownStopsTheHost() {
        // When, Then
        assertThatThrownBy(() -> new CodeVerifier().start(new Options(Map.of("slot", "2"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("unknown option 'slot'");
    }

    @Test
    void whereNoSandboxCanBeHadTheErrorSaysWhy() {
        // Given
        CodeVerifier verifier = new CodeVerifier();
        verifier.start(new Options(Map.of("python", "no-such-python", "slots", "2")));

        // When
        Verdict verdict = verifier.verify(Submission.of("x = 1", "[\"assert x\"]"));

        // Then
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Failed.class, failed -> {
            assertThat(failed.retriable()).isTrue();
            assertThat(failed.reason()).startsWith("no sandbox: ").contains("no-such-python");
        });
    }

    private static Verdict verifiedIfInstalled(Submission submission) {
        try {
            return CODE.verify(submission);
        } catch (CaravanException e) {
            assumeFalse(String.valueOf(e.getMessage()).contains("cannot be run"), "skipped: " + e.getMessage());
            throw e;
        }
    }

    private static Verdict code(String completion, Map<String, String> options) {
        return CODE.verify(new Submission(completion, TRUTH, new Options(options), "", Finish.STOP));
    }
}
