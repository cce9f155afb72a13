package dev.caravan.verifier.code.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.verifier.code.pool.SandboxPool;
import dev.caravan.verifier.code.run.Allowance;
import dev.caravan.verifier.code.run.BrokenSandboxException;
import dev.caravan.verifier.sandbox.program.Ending;
import dev.caravan.verifier.sandbox.program.Language;
import dev.caravan.verifier.sandbox.program.Limits;
import dev.caravan.verifier.sandbox.program.Program;
import dev.caravan.verifier.sandbox.program.Run;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code {"code", "language", "stdin"?, "run_timeout"?, "memory_limit_MB"?, "files"?}} for {@code {"status", "message", "compile_result",
 * "run_result", "files"}}: the shape of SandboxFusion's API. Files are Base64 and must be text; none is fetched back. Compiling counts as
 * part of the run.
 */
final class RunCode {

    private static final double MOST_SECONDS = 60;
    private static final int OUTPUT = 1 << 20;
    private static final int MEBIBYTES = 512;
    private static final int MOST_MEBIBYTES = 4096;

    private RunCode() {}

    static ObjectNode answer(JsonNode request, SandboxPool sandbox) throws BrokenSandboxException {
        Fields fields = new Fields(request);
        JsonNode wanted = request.path("fetch_files");
        if (!wanted.isMissingNode() && !wanted.isEmpty()) {
            throw new IllegalArgumentException("'fetch_files' is not supported: print what is wanted");
        }
        Duration time = Duration.ofMillis(Math.max(1, (long) (1000 * fields.number("run_timeout", 10, MOST_SECONDS))));
        Limits limits =
                new Allowance(time, mebibytes(request)).ofPrinting(OUTPUT).within(time, time);
        Program program = new Program(language(fields.text("language")), fields.text("code"), files(request), limits);
        return answer(sandbox.get().run(program, fields.text("stdin", "")));
    }

    private static ObjectNode answer(Run run) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        boolean broken = run.ending() instanceof Ending.Broken;
        boolean done = run.ending() instanceof Ending.Exited exited && exited.code() == 0;
        answer.put("status", done ? "Success" : broken ? "SandboxError" : "Failed");
        answer.put("message", run.ending() instanceof Ending.Broken failure ? failure.reason() : message(run.ending()));
        answer.putNull("compile_result");
        ObjectNode result = answer.putObject("run_result");
        boolean late = run.ending() instanceof Ending.Killed killed
                && (killed.reason() == Ending.Reason.TIME || killed.reason() == Ending.Reason.CPU);
        result.put("status", broken ? "Error" : late ? "TimeLimitExceeded" : "Finished");
        result.put("execution_time", run.wall().toNanos() / 1e9);
        if (run.ending() instanceof Ending.Exited exited) {
            result.put("return_code", exited.code());
        } else {
            result.put("return_code", late || broken ? null : Integer.valueOf(-9));
        }
        result.put("stdout", run.stdout());
        result.put("stderr", run.stderr());
        answer.putObject("files");
        return answer;
    }

    private static String message(Ending ending) {
        return ending instanceof Ending.Killed killed
                ? "killed: " + killed.reason().name().toLowerCase(Locale.ROOT)
                : "";
    }

    private static Language language(String name) {
        return switch (name) {
            case "python" -> Language.PYTHON;
            case "java" -> Language.JAVA;
            case "nodejs", "javascript" -> Language.JAVASCRIPT;
            default ->
                throw new IllegalArgumentException(
                        "'language' must be one of [python, java, nodejs], not '" + name + "'");
        };
    }

    private static int mebibytes(JsonNode request) {
        JsonNode value = request.path("memory_limit_MB");
        if (value.isMissingNode() || value.asInt() == -1) {
            return MEBIBYTES;
        }
        if (!value.isInt() || value.asInt() < 1 || value.asInt() > MOST_MEBIBYTES) {
            throw new IllegalArgumentException("'memory_limit_MB' must be -1 or within 1 and " + MOST_MEBIBYTES);
        }
        return value.asInt();
    }

    private static Map<String, String> files(JsonNode request) {
        Map<String, String> files = new TreeMap<>();
        for (Map.Entry<String, JsonNode> field : request.path("files").properties()) {
            if (field.getValue().isNull()) {
                continue;
            }
            try {
                byte[] bytes = Base64.getDecoder().decode(field.getValue().asText());
                files.put(
                        field.getKey(),
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .decode(ByteBuffer.wrap(bytes))
                                .toString());
            } catch (IllegalArgumentException | CharacterCodingException e) {
                throw new IllegalArgumentException("'files': '" + field.getKey() + "' must be text in Base64", e);
            }
        }
        return files;
    }
}
