package dev.caravan.verifier.code.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Ground truth of {@code code_stdio}: what a program is given to read, and what it must print. */
public record StdioTests(List<StdioTest> tests) {

    private static final Set<String> PAIR = Set.of("input", "output", "testtype");

    /** One run of the program. */
    public record StdioTest(String input, String output) {}

    public StdioTests {
        tests = List.copyOf(tests);
    }

    /**
     * Reads a ground truth: {@code {"inputs": [...], "outputs": [...]}} or an array of {@code {"input", "output"}}. A list of lines stands for
     * the lines joined.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static StdioTests of(String groundTruth) {
        JsonNode truth = GroundTruth.read(groundTruth);
        List<StdioTest> tests = new ArrayList<>();
        if (truth.isArray()) {
            for (JsonNode test : truth) {
                if (!test.isObject()) {
                    throw new IllegalArgumentException(
                            "ground truth: each test must be an object with 'input' and 'output'");
                }
                GroundTruth.only(test, PAIR);
                tests.add(new StdioTest(lines(test.get("input"), "input"), lines(test.get("output"), "output")));
            }
        } else {
            GroundTruth.only(truth, Set.of("inputs", "outputs"));
            JsonNode inputs = truth.path("inputs");
            JsonNode outputs = truth.path("outputs");
            if (!inputs.isArray() || !outputs.isArray() || inputs.size() != outputs.size()) {
                throw new IllegalArgumentException(
                        "ground truth: 'inputs' and 'outputs' must be arrays of the same length");
            }
            for (int i = 0; i < inputs.size(); i++) {
                tests.add(new StdioTest(lines(inputs.get(i), "inputs"), lines(outputs.get(i), "outputs")));
            }
        }
        if (tests.isEmpty()) {
            throw new IllegalArgumentException("ground truth: no tests");
        }
        if (tests.stream().allMatch(test -> test.output().isBlank())) {
            throw new IllegalArgumentException(
                    "ground truth: no test expects any output, so an empty program would pass");
        }
        return new StdioTests(tests);
    }

    private static String lines(JsonNode value, String field) {
        if (value != null && value.isTextual()) {
            return value.asText();
        }
        if (value != null && value.isArray()) {
            List<String> lines = new ArrayList<>();
            value.forEach(line -> lines.add(line.isTextual() ? line.asText() : line.toString()));
            return String.join("\n", lines);
        }
        throw new IllegalArgumentException("ground truth: '" + field + "' must hold texts or arrays of lines");
    }
}
