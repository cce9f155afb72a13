package dev.caravan.verifier.code.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.verifier.code.run.Tested.Ran;
import dev.caravan.verifier.code.run.Tested.Unusable;
import dev.caravan.verifier.sandbox.Sandbox;
import dev.caravan.verifier.sandbox.program.Cell;
import dev.caravan.verifier.sandbox.program.Language;
import dev.caravan.verifier.sandbox.program.Limits;
import dev.caravan.verifier.sandbox.program.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Runs function tests: the program in one sandbox, the tests in another. The two speak in strict turns, a request of the one and an answer of
 * the other, and this class carries their frames. The program's process is there before the tests are put into words, it is asked for what
 * its functions return and nothing else, and only the tests' process says whether a test passed: over its own pipe, with a token that nobody
 * else knows.
 */
public final class FunctionRun {

    private static final char DONE = 'D';

    private final ObjectMapper json = new ObjectMapper();
    private final SecureRandom random = new SecureRandom();
    private final Function<List<Program>, List<Cell>> sandbox;
    private final Sources sources;

    FunctionRun(Function<List<Program>, List<Cell>> sandbox, Sources sources) {
        this.sandbox = sandbox;
        this.sources = sources;
    }

    /** In the cells of a sandbox that was started with {@link #modules}, for programs of a language. */
    public static FunctionRun in(Sandbox sandbox, Language language) {
        return new FunctionRun(sandbox::open, Sources.in(sandbox, language));
    }

    /** What its processes import. */
    public static Map<String, String> modules() {
        return Sources.modules();
    }

    /** Runs all tests against a program. */
    public Tested run(String program, FunctionTests tests, Allowance allowance) {
        Limits limits = allowance.ofCandidate();
        Limits harnessLimits = allowance.ofTests();
        List<Cell> cells =
                sandbox.apply(List.of(program(sources.candidate(), limits), program(sources.harness(), harnessLimits)));
        try (Candidate candidate = new Candidate(cells.get(0), limits);
                Cell harness = cells.get(1)) {
            candidate.start(bytes(json.createObjectNode()
                    .put("program", program)
                    .put("prompt", tests.prompt())
                    .put("entry_point", tests.entryPoint())));
            String token = token();
            begin(harness, start(tests, token)); // both get ready at the same time
            String unfit = candidate.load();
            return unfit == null ? test(candidate, harness, tests, harnessLimits, token) : failed(tests, unfit);
        } catch (BrokenSandboxException e) {
            return new Unusable(String.valueOf(e.getMessage()), true);
        }
    }

    private Program program(String source, Limits limits) {
        return new Program(sources.language(), source, Map.of(), limits);
    }

    private void begin(Cell harness, ObjectNode start) {
        try {
            new Frame(Candidate.START, bytes(start)).write(harness.stdin());
        } catch (IOException e) {
            // It has ended already: the answer that does not come says so.
        }
    }

    private Tested test(Candidate candidate, Cell harness, FunctionTests tests, Limits limits, String token)
            throws BrokenSandboxException {
        boolean asked = false;
        try {
            for (Frame frame = Frame.read(harness.stdout()); frame != null; frame = Frame.read(harness.stdout())) {
                if (frame.kind() == DONE) {
                    return result(json.readTree(frame.body()), token);
                }
                asked = true;
                candidate.ask(frame).write(harness.stdin());
            }
        } catch (IOException e) {
            // The harness has ended: how says what of it was the candidate's doing.
        }
        String ending = Endings.told(harness.end(), limits);
        return asked
                ? failed(tests, "with what the program gave, the tests did not come to an end: " + ending)
                : new Unusable("the tests did not begin: " + ending, false);
    }

    private static Tested result(JsonNode result, String token) {
        if (!result.path("token").asText().equals(token)) {
            return new Unusable("the tests' process sent a result with another token", false);
        }
        if (result.has("broken")) {
            return new Unusable(
                    "the tests are unusable: " + result.get("broken").asText(), false);
        }
        List<Tested.Test> tests = new ArrayList<>();
        for (JsonNode test : result.path("tests")) {
            Duration took = Duration.ofNanos((long) (test.get(1).asDouble() * 1e9));
            tests.add(new Tested.Test(test.get(0).asBoolean(), took));
        }
        return new Ran(tests, result.path("first").asText(""));
    }

    private ObjectNode start(FunctionTests tests, String token) {
        ObjectNode start = json.createObjectNode()
                .put("token", token)
                .put("entry_point", tests.entryPoint())
                .put("test", tests.test())
                .put("setup", tests.setup())
                .put("prompt", tests.prompt());
        tests.tests().forEach(start.putArray("tests")::add);
        return start;
    }

    private String token() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private byte[] bytes(ObjectNode node) {
        try {
            return json.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Ran failed(FunctionTests tests, String why) {
        return new Ran(Collections.nCopies(tests.count(), new Tested.Test(false, Duration.ZERO)), why);
    }
}
