package dev.caravan.verifier.code.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.verifier.code.pool.SandboxPool;
import dev.caravan.verifier.code.run.Allowance;
import dev.caravan.verifier.code.run.BrokenSandboxException;
import dev.caravan.verifier.code.run.FunctionTests;
import dev.caravan.verifier.code.run.OutputComparison;
import dev.caravan.verifier.code.run.StdioRun;
import dev.caravan.verifier.code.run.StdioTests;
import dev.caravan.verifier.code.run.Tested;
import dev.caravan.verifier.sandbox.program.Language;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * {@code {"program", "tests", "max_execution_time"}} for {@code {"results": [0|1], "runtimes": [seconds]}}, one of each per test, -1 seconds
 * where it failed: the shape of open-instruct's code API. The time is for one test; a program that is called in function tests has the
 * sum of its tests' time.
 */
final class TestProgram {

    private static final double MOST_SECONDS = 30;
    private static final Duration MOST = Duration.ofSeconds(60);
    private static final int MEBIBYTES = 512;

    private TestProgram() {}

    static ObjectNode functions(JsonNode request, SandboxPool sandbox) throws BrokenSandboxException {
        Fields fields = new Fields(request);
        FunctionTests tests = FunctionTests.of(tests(request), Language.PYTHON);
        Duration all = perTest(fields).multipliedBy(tests.tests().size());
        Allowance allowance = new Allowance(all.compareTo(MOST) < 0 ? all : MOST, MEBIBYTES);
        return answer(sandbox.functions(Language.PYTHON).run(fields.text("program"), tests, allowance));
    }

    static ObjectNode stdio(JsonNode request, SandboxPool sandbox) throws BrokenSandboxException {
        Fields fields = new Fields(request);
        Tested tested = new StdioRun(sandbox.get()::run)
                .run(
                        Language.PYTHON,
                        fields.text("program"),
                        StdioTests.of(tests(request)),
                        new Allowance(perTest(fields), MEBIBYTES),
                        new OutputComparison(BigDecimal.ZERO),
                        true);
        return answer(tested);
    }

    private static String tests(JsonNode request) {
        JsonNode tests = request.path("tests");
        if (!tests.isArray() && !tests.isTextual()) {
            throw new IllegalArgumentException("'tests' must be an array of tests, or one as a text");
        }
        return tests.isArray() ? tests.toString() : tests.asText();
    }

    private static Duration perTest(Fields fields) {
        return Duration.ofMillis(Math.max(1, (long) (1000 * fields.number("max_execution_time", 1, MOST_SECONDS))));
    }

    private static ObjectNode answer(Tested tested) throws BrokenSandboxException {
        if (tested instanceof Tested.Unusable unusable) {
            if (unusable.retriable()) {
                throw new BrokenSandboxException(unusable.reason());
            }
            throw new IllegalArgumentException(unusable.reason());
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode results = answer.putArray("results");
        ArrayNode runtimes = answer.putArray("runtimes");
        for (Tested.Test test : ((Tested.Ran) tested).tests()) {
            results.add(test.passed() ? 1 : 0);
            runtimes.add(test.passed() ? test.took().toNanos() / 1e9 : -1);
        }
        return answer;
    }
}
