package dev.caravan.verifier.plugin.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.TreeMap;

/**
 * Requests and results, JSON with the id as key. A request: {@code id, verifier, version, completion, ground_truth, options, prompt,
 * finish_reason, deadline} (milliseconds since the epoch). A result: {@code id, verifier, version, status, score, reason, retriable}.
 */
final class WorkerMessages {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What came back. */
    record Result(String id, String verifier, String version, Verdict verdict) {}

    private WorkerMessages() {}

    /** SHA-256 of the verifier, its version and all that is judged, in hexadecimal digits: the same request has the same id. */
    static String id(String verifier, String version, Submission submission) {
        ObjectNode content = content(verifier, version, submission);
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(JSON.writeValueAsBytes(content)));
        } catch (NoSuchAlgorithmException | JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] request(String id, String verifier, String version, Submission submission, long deadlineMillis) {
        ObjectNode request = JSON.createObjectNode().put("id", id);
        request.setAll(content(verifier, version, submission));
        request.put("deadline", deadlineMillis);
        try {
            return JSON.writeValueAsBytes(request);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws IOException if it is not a result; says why */
    static Result result(byte[] bytes) throws IOException {
        JsonNode result = JSON.readTree(bytes);
        return new Result(text(result, "id"), text(result, "verifier"), text(result, "version"), verdict(result));
    }

    private static ObjectNode content(String verifier, String version, Submission submission) {
        ObjectNode content = JSON.createObjectNode()
                .put("verifier", verifier)
                .put("version", version)
                .put("completion", whole(submission.completion()))
                .put("ground_truth", whole(submission.groundTruth()));
        ObjectNode options = content.putObject("options");
        new TreeMap<>(submission.options().values()).forEach(options::put);
        return content.put("prompt", whole(submission.prompt()))
                .put("finish_reason", submission.finish().name().toLowerCase(Locale.ROOT));
    }

    /** Halves of surrogate pairs are no characters and cannot be encoded: they become question marks. */
    private static String whole(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static Verdict verdict(JsonNode result) throws IOException {
        String status = text(result, "status");
        String reason = result.path("reason").asText();
        return switch (status) {
            case "SCORED" -> new Verdict.Scored(score(result), reason);
            case "UNDECIDED" -> new Verdict.Undecided(reason);
            case "ERROR" -> new Verdict.Failed(reason, result.path("retriable").asBoolean(false));
            default -> throw new IOException("'status' must be SCORED, UNDECIDED or ERROR: " + status);
        };
    }

    private static double score(JsonNode result) throws IOException {
        JsonNode score = result.path("score");
        if (!score.isNumber() || !(score.asDouble() >= 0 && score.asDouble() <= 1)) {
            throw new IOException("'score' must be a number from 0 to 1: " + score);
        }
        return score.asDouble();
    }

    private static String text(JsonNode result, String field) throws IOException {
        JsonNode value = result.path(field);
        if (!value.isTextual()) {
            throw new IOException("'" + field + "' must be a string");
        }
        return value.asText();
    }
}
