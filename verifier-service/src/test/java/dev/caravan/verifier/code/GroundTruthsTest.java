package dev.caravan.verifier.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.verifier.spi.Options;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ground truths and options are checked when data is ingested, without any sandbox. */
class GroundTruthsTest {

    private static final Options JAVASCRIPT = new Options(Map.of("language", "javascript"));

    private static final Options JAVA = new Options(Map.of("language", "java"));

    private final CodeVerifier code = new CodeVerifier();
    private final StdioVerifier stdio = new StdioVerifier();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"entry_point\": \"f\", \"test\": \"def check(candidate):\\n    assert candidate(1) == 2\"}",
                "{\"tests\": [\"assert f(1) == 2\"]}",
                "[\"assert f(1) == 2\"]",
                "\"[\\\"assert f(1) == 2\\\"]\"",
                "{\"task_id\": 2, \"text\": \"…\", \"code\": \"…\", \"test_list\": [\"assert f(1) == 2\"], \"test_setup_code\": \"\", \"challenge_test_list\": []}",
                "{\"task_id\": \"HumanEval/0\", \"prompt\": \"def f(x):\\n\", \"entry_point\": \"f\", \"canonical_solution\": \"\", \"test\": \"def check(candidate): pass\"}",
            })
    void acceptsThePublishedFormsOfFunctionTests(String truth) {
        // When, Then
        assertThat(code.problem(truth, Options.NONE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "42 | ground truth must be a JSON object or array",
                "assert f(1) == 2 | ground truth is not JSON:",
                "{} | ground truth: give either 'test' with 'entry_point', or 'tests'",
                "{\"tests\": []} | ground truth: 'tests' must hold one test or more, each a text",
                "{\"tests\": [\"\"]} | ground truth: 'tests' must hold one test or more, each a text",
                "{\"tests\": [5]} | ground truth: 'tests' must hold one test or more, each a text",
                "[] | ground truth: the array must hold one test or more, each a text",
                "{\"test\": \"def check(candidate): pass\"} | ground truth: 'test' must define check(candidate) and needs 'entry_point'",
                "{\"entry_point\": \"f\", \"test\": \"assert f(1)\"} | ground truth: 'test' must define check(candidate) and needs 'entry_point'",
                "{\"entry_point\": \"f(\", \"tests\": [\"a\"]} | ground truth: 'entry_point' must be a function's name, not 'f('",
                "{\"entry_point\": 5, \"tests\": [\"a\"]} | ground truth: 'entry_point' must be a text",
                "{\"testz\": [\"a\"]} | ground truth: unknown field 'testz'; known: [",
            })
    void saysWhatIsWrongWithFunctionTests(String truth, String message) {
        // When, Then
        assertThat(code.problem(truth, Options.NONE))
                .hasValueSatisfying(text -> assertThat(text).startsWith(message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"tests\": [\"assert.strictEqual(f(1), 2)\"]}",
                "{\"tests\": \"const assert = require('node:assert');\\nfunction test() { assert.deepEqual(f(1), 2); }\\ntest();\"}",
                "{\"entry_point\": \"$f\", \"test\": \"const check = candidate => assert(candidate(1) === 2);\"}",
                "{\"entry_point\": \"f\", \"test\": \"async function check(candidate) { assert(await candidate(1) === 2); }\"}",
            })
    void acceptsJavaScriptsFunctionTests(String truth) {
        // When, Then
        assertThat(code.problem(truth, JAVASCRIPT)).isEmpty();
    }

    @Test
    void aCheckOfAnotherLanguageIsNone() {
        // When, Then
        String python = "{\"entry_point\": \"f\", \"test\": \"def check(candidate): pass\"}";
        assertThat(code.problem(python, JAVASCRIPT))
                .contains("ground truth: 'test' must define check(candidate) and needs 'entry_point'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"inputs\": [\"1\\n\"], \"outputs\": [\"2\\n\"]}",
                "{\"inputs\": [[\"1\", \"2\"]], \"outputs\": [[\"3\"]]}",
                "[{\"input\": \"1\", \"output\": \"2\"}]",
                "[{\"input\": \"1\", \"output\": \"2\", \"testtype\": \"stdin\"}]",
            })
    void acceptsThePublishedFormsOfStdioTests(String truth) {
        // When, Then
        assertThat(stdio.problem(truth, Options.NONE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"inputs\": [\"1\"], \"outputs\": []} | ground truth: 'inputs' and 'outputs' must be arrays of the same length",
                "{\"inputs\": [], \"outputs\": []} | ground truth: no tests",
                "{\"inputs\": [\"1\"], \"outputs\": [\" \"]} | ground truth: no test expects any output",
                "{\"inputs\": [1], \"outputs\": [\"2\"]} | ground truth: 'inputs' must hold texts or arrays of lines",
                "[{\"input\": \"1\"}] | ground truth: 'output' must hold texts or arrays of lines",
                "[5] | ground truth: each test must be an object with 'input' and 'output'",
                "{\"in\": []} | ground truth: unknown field 'in'; known: [inputs, outputs]",
            })
    void saysWhatIsWrongWithStdioTests(String truth, String message) {
        // When, Then
        assertThat(stdio.problem(truth, Options.NONE))
                .hasValueSatisfying(text -> assertThat(text).startsWith(message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "language | cobol | option 'language' must be one of [python, java, javascript], not 'cobol'",
                "seconds | 31 | option 'seconds' must be a whole number from 1 to 30, not '31'",
                "memory | 1 | option 'memory' must be a whole number from 64 to 4096, not '1'",
                "score | some | option 'score' must be one of [all, fraction], not 'some'",
                "threshold | 101 | option 'threshold' must be a whole number from 0 to 100, not '101'",
                "tolerance | 1 | option 'tolerance' must be a number from 0 to below 1, not '1'",
                "tolerance | x | option 'tolerance' must be a number from 0 to below 1, not 'x'",
                "timeout | 1 | unknown option 'timeout'; known: [language, memory, score, seconds, threshold, tolerance]",
            })
    void saysWhatIsWrongWithOptions(String name, String value, String message) {
        // Given
        Options options = new Options(Map.of(name, value));

        // When, Then
        assertThat(stdio.problem("[{\"input\": \"1\", \"output\": \"2\"}]", options))
                .hasValue(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"tests\": [\"assert Solution.f(1) == 2;\"]}",
                "{\"test\": \"public class Main { public static void main(String[] args) {} }\"}",
                "{\"entry_point\": \"f\", \"test\": \"} public static void main(String[] args) {} }\"}",
            })
    void acceptsJavasFunctionTests(String truth) {
        // When, Then
        assertThat(code.problem(truth, JAVA)).isEmpty();
    }

    @Test
    void aTestOfJavaMustHaveWhatRunsIt() {
        // When, Then
        assertThat(code.problem("{\"test\": \"class Main {}\"}", JAVA))
                .contains(
                        "ground truth: 'test' must have a static method main(String[]) or check(), which throws if the program is wrong");
    }

    @Test
    void otherLanguagesAreRefused() {
        // When
        Optional<String> problem = code.problem("[\"assert f(1)\"]", new Options(Map.of("language", "cobol")));

        // Then
        assertThat(problem).hasValueSatisfying(text -> assertThat(text).contains("language", "cobol", "java"));
    }

    @Test
    void defaultsAreThese() {
        // When
        CodeOptions functions = CodeOptions.functions(Options.NONE);
        CodeOptions programs = CodeOptions.stdio(Options.NONE);

        // Then
        assertThat(functions.toString())
                .isEqualTo(
                        "CodeOptions[language=PYTHON, allowance=Allowance[cpu=PT10S, mebibytes=512], scoring=Scoring[threshold=100, fraction=false], comparison=OutputComparison[tolerance=0]]");
        assertThat(programs.toString())
                .isEqualTo(
                        "CodeOptions[language=PYTHON, allowance=Allowance[cpu=PT5S, mebibytes=512], scoring=Scoring[threshold=100, fraction=false], comparison=OutputComparison[tolerance=0]]");
    }
}
