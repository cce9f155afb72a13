package dev.caravan.verifier.code.run;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.verifier.sandbox.Sandbox;
import dev.caravan.verifier.sandbox.program.Ending;
import dev.caravan.verifier.sandbox.program.Language;
import dev.caravan.verifier.sandbox.program.Limits;
import dev.caravan.verifier.sandbox.program.Program;
import dev.caravan.verifier.sandbox.program.Run;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A problem of HumanEval(+) or MBPP(+), where the data folder lies beside the repository.
 *
 * @param completion what a model would write: the canonical solution
 * @param program all of it, in one piece
 * @param mutated the function in which slips are made; all of the program if null
 */
record CodeProblem(
        String set, String id, FunctionTests tests, String completion, String program, @Nullable String mutated) {

    private static final Path FOLDER = Path.of("../../shared/data/code");
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();
    private static final Limits LIMITS =
            new Limits(Duration.ofMinutes(4), Duration.ofMinutes(2), 1L << 30, 16, 16 << 20, 64 << 20);

    static boolean isThere() {
        return Files.isDirectory(FOLDER);
    }

    static List<CodeProblem> humanEval() throws IOException {
        List<CodeProblem> problems = new ArrayList<>();
        for (String line : lines("humaneval/HumanEval.jsonl.gz")) {
            JsonNode row = JSON.readTree(line);
            problems.add(humanEval("HumanEval", row, text(row, "test")));
        }
        return problems;
    }

    static List<CodeProblem> mbpp() throws IOException {
        List<CodeProblem> problems = new ArrayList<>();
        for (String line : lines("mbpp/mbpp.jsonl")) {
            JsonNode row = JSON.readTree(line);
            String code = text(row, "code");
            problems.add(new CodeProblem(
                    "MBPP", text(row, "task_id"), FunctionTests.of(row.toString(), Language.PYTHON), code, code, null));
        }
        return problems;
    }

    /** With the outputs of the canonical solutions, which run in the sandbox for them. */
    static List<CodeProblem> humanEvalPlus(Sandbox sandbox) throws IOException {
        List<CodeProblem> problems = new ArrayList<>();
        for (String line : lines("evalplus/HumanEvalPlus.jsonl.gz")) {
            problems.add(humanEval("HumanEval+", JSON.readTree(line), python(sandbox, "plus.py", line)));
        }
        return problems;
    }

    static List<CodeProblem> mbppPlus(Sandbox sandbox) throws IOException {
        List<CodeProblem> problems = new ArrayList<>();
        for (String line : lines("evalplus/MbppPlus.jsonl.gz")) {
            JsonNode row = JSON.readTree(line);
            String code = text(row, "canonical_solution");
            FunctionTests tests =
                    new FunctionTests(text(row, "entry_point"), python(sandbox, "plus.py", line), List.of(), "", "");
            problems.add(new CodeProblem("MBPP+", text(row, "task_id"), tests, code, code, null));
        }
        return problems;
    }

    /** Inputs whose results are too long to be written down, or take too long. */
    int leftOut() {
        String test = tests.test();
        String mark = "# left out: ";
        return test == null || !test.startsWith(mark)
                ? 0
                : Integer.parseInt(test.substring(mark.length(), test.indexOf('\n')));
    }

    /** Wrong versions of the program, unless they happen to be right. */
    List<String> mutants(Sandbox sandbox) throws IOException {
        List<String> mutants = new ArrayList<>();
        ObjectNode request = JSON.createObjectNode().put("program", program).put("function", mutated);
        JSON.readTree(python(sandbox, "mutate.py", request.toString())).forEach(mutant -> mutants.add(mutant.asText()));
        return mutants;
    }

    /** Whether a program passes where it and the tests share one plain interpreter. */
    boolean passesPlainly(Sandbox sandbox, String other) {
        ObjectNode request = JSON.createObjectNode()
                .put("program", other)
                .put("setup", tests.setup())
                .put("entry_point", tests.entryPoint())
                .put("test", tests.test());
        tests.tests().forEach(request.putArray("tests")::add);
        Run run = sandbox.run(
                Program.python(source("reference.py"), LIMITS.within(Duration.ofSeconds(8), Duration.ofSeconds(4))),
                request.toString());
        return run.ending() instanceof Ending.Exited exited
                && exited.code() == 0
                && run.stdout().endsWith("\npassed");
    }

    private static CodeProblem humanEval(String set, JsonNode row, String test) {
        String prompt = text(row, "prompt");
        String solution = text(row, "canonical_solution");
        String function = text(row, "entry_point");
        FunctionTests tests = new FunctionTests(function, test, List.of(), "", prompt);
        return new CodeProblem(set, text(row, "task_id"), tests, solution, prompt + solution, function);
    }

    private static String python(Sandbox sandbox, String script, String stdin) {
        Run run = sandbox.run(Program.python(source(script), LIMITS), stdin);
        if (!(run.ending() instanceof Ending.Exited exited) || exited.code() != 0) {
            throw new IllegalStateException(script + ": " + run.ending() + " " + run.stderr());
        }
        return run.stdout();
    }

    private static String source(String name) {
        try (InputStream in = CodeProblem.class.getResourceAsStream("bench/" + name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(String file) throws IOException {
        try (InputStream in = Files.newInputStream(FOLDER.resolve(file));
                BufferedReader reader = new BufferedReader(new InputStreamReader(
                        file.endsWith(".gz") ? new GZIPInputStream(in) : in, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    private static String text(JsonNode row, String name) {
        return row.get(name).asText();
    }
}
