package dev.caravan.verifier.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a webhook is sent and must send back. The request is an array of
 *
 * <pre>{"index": 0, "completion": "…", "ground_truth": "…", "prompt": "…", "options": {}, "finish_reason": "stop", "tokens": 12}</pre>
 *
 * <p>({@code tokens} only where they were counted) and the response an array with one object for each, in any order:
 *
 * <pre>{"index": 0, "score": 0.5, "reason": "…"}</pre>
 *
 * <p>The score is within 0 and 1. Instead of it may stand {@code "undecided": true}, or {@code "error": "…"} for a check that failed, with
 * {@code "retriable": false} if trying again does not help.
 */
final class WebhookProtocol {

    /** Bytes of an item beside its texts, generously. */
    private static final int OVERHEAD = 200;

    private static final int LONGEST_REASON = 500;

    private WebhookProtocol() {}

    static JsonNode request(List<Submission> submissions) {
        ArrayNode request = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < submissions.size(); i++) {
            Submission submission = submissions.get(i);
            ObjectNode item = request.addObject();
            item.put("index", i);
            item.put("completion", submission.completion());
            item.put("ground_truth", submission.groundTruth());
            item.put("prompt", submission.prompt());
            ObjectNode options = item.putObject("options");
            submission.options().values().forEach(options::put);
            item.put("finish_reason", submission.finish().name().toLowerCase(Locale.ROOT));
            if (submission.tokens() != Submission.UNKNOWN) {
                item.put("tokens", submission.tokens());
            }
        }
        return request;
    }

    /** About how many bytes a submission adds to a request. */
    static long size(Submission submission) {
        return OVERHEAD
                + (long) submission.completion().length()
                + submission.groundTruth().length()
                + submission.prompt().length();
    }

    /**
     * The verdicts in the order of the request.
     *
     * @throws PostException if it is not one object for each item; what is wrong with an item is that item's ERROR
     */
    static List<Verdict> verdicts(JsonNode response, int expected) throws PostException {
        if (!response.isArray() || response.size() != expected) {
            throw new PostException(
                    "the webhook must answer with an array of " + expected + ", not "
                            + (response.isArray() ? "of " + response.size() : "with " + response.getNodeType()),
                    true);
        }
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < expected; i++) {
            verdicts.add(missing(i));
        }
        boolean[] seen = new boolean[expected];
        for (JsonNode item : response) {
            JsonNode index = item.path("index");
            if (!index.isInt() || index.intValue() < 0 || index.intValue() >= expected || seen[index.intValue()]) {
                throw new PostException(
                        "the webhook answered with the index " + index + ", out of 0 to " + (expected - 1)
                                + " once each",
                        true);
            }
            seen[index.intValue()] = true;
            verdicts.set(index.intValue(), verdict(item));
        }
        return verdicts;
    }

    private static Verdict verdict(JsonNode item) {
        JsonNode score = item.path("score");
        boolean undecided = item.path("undecided").asBoolean(false);
        JsonNode error = item.path("error");
        int said = (score.isNumber() ? 1 : 0) + (undecided ? 1 : 0) + (error.isTextual() ? 1 : 0);
        if (said != 1) {
            return new Verdict.Failed(
                    "the webhook must give a number as score, or undecided, or a text as error, and gave "
                            + shown(item),
                    true);
        }
        if (error.isTextual()) {
            return new Verdict.Failed(
                    "the webhook failed: " + cut(error.asText()),
                    item.path("retriable").asBoolean(true));
        }
        String reason = cut(item.path("reason").asText(""));
        if (undecided) {
            return new Verdict.Undecided(reason);
        }
        double value = score.asDouble();
        return value >= 0 && value <= 1
                ? new Verdict.Scored(value, reason)
                : new Verdict.Failed("the webhook gave the score " + score + ", out of 0 to 1", true);
    }

    private static Verdict missing(int index) {
        return new Verdict.Failed("the webhook gave no verdict of index " + index, true);
    }

    private static String shown(JsonNode item) {
        return cut(item.toString());
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON) + "…";
    }
}
