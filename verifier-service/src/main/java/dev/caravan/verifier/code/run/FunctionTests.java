package dev.caravan.verifier.code.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.verifier.sandbox.program.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Ground truth of {@code code}: either {@code test}, which defines {@code check(candidate)}, or {@code tests}, statements each of which is
 * a test.
 *
 * @param entryPoint the function under test; null where the tests say it by naming it
 * @param setup code that is run before the tests, after the program
 * @param prompt code that the program completes; empty if unknown or none
 */
public record FunctionTests(
        @Nullable String entryPoint, @Nullable String test, List<String> tests, String setup, String prompt) {

    private static final Set<String> KEYS = Set.of(
            "entry_point",
            "test",
            "tests",
            "test_list",
            "test_setup_code",
            "setup",
            "prompt",
            "task_id",
            "challenge_test_list",
            "canonical_solution",
            "code",
            "text");

    /**
     * Reads a ground truth: {@code {"entry_point", "test"}} as in HumanEval, {@code {"tests"}} or MBPP's rows, or an array of tests.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static FunctionTests of(String groundTruth, Language language) {
        JsonNode truth = GroundTruth.read(groundTruth);
        if (truth.isArray()) {
            return new FunctionTests(null, null, tests(truth, "the array"), "", "");
        }
        GroundTruth.only(truth, KEYS);
        String entryPoint = GroundTruth.text(truth, "entry_point");
        if (entryPoint != null && !isName(entryPoint)) {
            throw new IllegalArgumentException(
                    "ground truth: 'entry_point' must be a function's name, not '" + entryPoint + "'");
        }
        String setup = orEmpty(GroundTruth.text(truth, truth.has("setup") ? "setup" : "test_setup_code"));
        String prompt = orEmpty(GroundTruth.text(truth, "prompt"));
        String test = GroundTruth.text(truth, "test");
        String list = truth.has("tests") ? "tests" : "test_list";
        if ((test == null) == !truth.has(list)) {
            throw new IllegalArgumentException("ground truth: give either 'test' with 'entry_point', or 'tests'");
        }
        if (test == null) {
            return new FunctionTests(entryPoint, null, tests(truth.get(list), "'" + list + "'"), setup, prompt);
        }
        Dialect.of(language).require(test, entryPoint);
        return new FunctionTests(entryPoint, test, List.of(), setup, prompt);
    }

    /** The same tests for a program that completes this code. */
    public FunctionTests completing(String code) {
        return new FunctionTests(entryPoint, test, tests, setup, code);
    }

    /** How many tests there are at least. */
    int count() {
        return Math.max(1, tests.size());
    }

    /** An array of tests, or one as a text, as MultiPL-E has it. */
    private static List<String> tests(JsonNode array, String where) {
        List<String> tests = new ArrayList<>();
        if (array.isTextual()) {
            tests.add(array.asText());
        } else if (array.isArray()) {
            array.forEach(test -> tests.add(test.isTextual() ? test.asText() : ""));
        }
        if (tests.isEmpty() || tests.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("ground truth: " + where + " must hold one test or more, each a text");
        }
        return List.copyOf(tests);
    }

    private static boolean isName(String text) {
        return !text.isEmpty()
                && (Character.isUnicodeIdentifierStart(text.codePointAt(0))
                        || text.charAt(0) == '_'
                        || text.charAt(0) == '$')
                && text.codePoints().allMatch(c -> Character.isUnicodeIdentifierPart(c) || c == '$');
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
