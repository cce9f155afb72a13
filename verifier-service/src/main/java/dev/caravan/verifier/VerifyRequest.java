package dev.caravan.verifier;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.schemas.Aggregation;
import dev.caravan.schemas.VerifierSpec;
import dev.caravan.verifier.rows.PublishedRow;
import dev.caravan.verifier.spi.Finish;
import dev.caravan.verifier.spi.Submission;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One submission of {@code POST /v1/verify}. Its verifiers are either {@code "verifier": name} with {@code "options"} beside it, or {@code
 * "verifiers": [...]} of names and of objects {@code {"name", "ground_truth", "weight", "options"}}; {@code "ground_truth"} beside them is
 * for those that have none of their own; or {@code "dataset"}, as {@link PublishedRow} reads it. A ground truth is text, a number, or an object or array, which the verifier gets as JSON.
 */
record VerifyRequest(
        @Nullable JsonNode id,
        List<VerifierSpec> verifiers,
        Aggregation aggregation,
        String completion,
        String prompt,
        Finish finish,
        int tokens) {

    private static final Set<String> KEYS = Set.of(
            "id",
            "verifier",
            "verifiers",
            "dataset",
            "aggregation",
            "completion",
            "ground_truth",
            "prompt",
            "options",
            "finish_reason",
            "tokens");
    private static final Set<String> VERIFIER_KEYS = Set.of("name", "ground_truth", "weight", "options");

    /**
     * Reads a submission.
     *
     * @param at where it stands in the body, for errors: empty, or {@code [3].}
     * @throws BadRequestException naming the field and what is wrong with it
     */
    static VerifyRequest of(JsonNode node, String at) {
        requireObject(node, at, KEYS);
        List<VerifierSpec> verifiers = node.has("dataset") ? published(node, at) : own(node, at);
        Aggregation aggregation = aggregation(node, at);
        Rewards.problem(aggregation, verifiers).ifPresent(problem -> {
            throw new BadRequestException(at + "aggregation", problem);
        });
        return new VerifyRequest(
                node.get("id"),
                verifiers,
                aggregation,
                text(node, "completion", at),
                node.has("prompt") ? text(node, "prompt", at) : "",
                finish(node, at),
                tokens(node, at));
    }

    /** As rows of published data sets name their verifiers. */
    private static List<VerifierSpec> published(JsonNode node, String at) {
        if (node.has("verifier") || node.has("verifiers") || node.has("options")) {
            throw new BadRequestException(
                    at + "dataset", "stands for 'verifier', 'verifiers' and 'options'; give either");
        }
        List<VerifierSpec> verifiers;
        try {
            verifiers = PublishedRow.verifiers(node.get("dataset"), node.path("ground_truth"));
        } catch (IllegalArgumentException e) {
            throw new BadRequestException(at + "dataset", String.valueOf(e.getMessage()));
        }
        if (verifiers.isEmpty()) {
            throw new BadRequestException(at + "dataset", "names nothing that verifies");
        }
        return verifiers;
    }

    private static List<VerifierSpec> own(JsonNode node, String at) {
        String truth = node.has("ground_truth") ? truth(node.get("ground_truth"), at + "ground_truth") : "";
        List<VerifierSpec> verifiers = new ArrayList<>();
        if (node.has("verifier") == node.has("verifiers")) {
            throw new BadRequestException(at + "verifier", "give either 'verifier' or 'verifiers'");
        }
        if (node.has("verifier")) {
            verifiers.add(VerifierSpec.newBuilder()
                    .setName(text(node, "verifier", at))
                    .setGroundTruth(truth)
                    .setOptions(options(node, at))
                    .build());
        } else {
            JsonNode list = node.get("verifiers");
            if (!list.isArray() || list.isEmpty() || node.has("options")) {
                throw new BadRequestException(
                        at + "verifiers", "must be an array of one or more, with options, if any, in its objects");
            }
            for (int i = 0; i < list.size(); i++) {
                verifiers.add(spec(list.get(i), truth, at + "verifiers[" + i + "]"));
            }
        }
        return verifiers;
    }

    private static VerifierSpec spec(JsonNode node, String truth, String at) {
        if (node.isTextual()) {
            return VerifierSpec.newBuilder()
                    .setName(node.asText())
                    .setGroundTruth(truth)
                    .build();
        }
        requireObject(node, at + ".", VERIFIER_KEYS);
        JsonNode weight = node.get("weight");
        if (weight != null && !(weight.isNumber() && weight.asDouble() > 0 && Double.isFinite(weight.asDouble()))) {
            throw new BadRequestException(at + ".weight", "must be a number above 0");
        }
        return VerifierSpec.newBuilder()
                .setName(text(node, "name", at + "."))
                .setGroundTruth(
                        node.has("ground_truth") ? truth(node.get("ground_truth"), at + ".ground_truth") : truth)
                .setWeight(weight == null ? 1 : weight.asDouble())
                .setOptions(options(node, at + "."))
                .build();
    }

    private static void requireObject(JsonNode node, String at, Set<String> keys) {
        if (!node.isObject()) {
            throw new BadRequestException(at, "must be an object with any of " + new TreeSet<>(keys));
        }
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!keys.contains(name)) {
                throw new BadRequestException(at + name, "is unknown; known: " + new TreeSet<>(keys));
            }
        }
    }

    private static String text(JsonNode node, String key, String at) {
        JsonNode value = node.get(key);
        if (value == null || !value.isTextual()) {
            throw new BadRequestException(at + key, "must be a string");
        }
        return value.asText();
    }

    /** A truth as a verifier reads it: text as it is, structure as JSON. */
    private static String truth(JsonNode value, String at) {
        if (value.isNull()) {
            throw new BadRequestException(at, "must be a string, a number, an object or an array");
        }
        return value.isContainerNode() ? value.toString() : value.asText();
    }

    private static String scalar(JsonNode value, String at) {
        if (!value.isValueNode() || value.isNull()) {
            throw new BadRequestException(at, "must be a string or a number");
        }
        return value.asText();
    }

    private static Map<String, String> options(JsonNode node, String at) {
        JsonNode options = node.get("options");
        if (options == null) {
            return Map.of();
        }
        if (!options.isObject()) {
            throw new BadRequestException(at + "options", "must be an object");
        }
        Map<String, String> values = new TreeMap<>();
        for (Map.Entry<String, JsonNode> option : options.properties()) {
            values.put(option.getKey(), scalar(option.getValue(), at + "options." + option.getKey()));
        }
        return values;
    }

    private static Aggregation aggregation(JsonNode node, String at) {
        if (!node.has("aggregation")) {
            return Aggregation.MEAN;
        }
        String rule = text(node, "aggregation", at);
        for (Aggregation aggregation : Aggregation.values()) {
            if (aggregation.name().toLowerCase(Locale.ROOT).equals(rule)) {
                return aggregation;
            }
        }
        throw new BadRequestException(at + "aggregation", "must be mean, sum, min, max or product");
    }

    private static int tokens(JsonNode node, String at) {
        JsonNode tokens = node.get("tokens");
        if (tokens == null) {
            return Submission.UNKNOWN;
        }
        if (!tokens.isInt() || tokens.intValue() < 0) {
            throw new BadRequestException(at + "tokens", "must be a whole number, 0 or more");
        }
        return tokens.intValue();
    }

    private static Finish finish(JsonNode node, String at) {
        if (!node.has("finish_reason")) {
            return Finish.UNKNOWN;
        }
        String reason = text(node, "finish_reason", at);
        for (Finish finish : Finish.values()) {
            if (finish.name().toLowerCase(Locale.ROOT).equals(reason)) {
                return finish;
            }
        }
        throw new BadRequestException(at + "finish_reason", "must be stop, length, aborted or unknown");
    }

    /** A body that is not what it should be; its message names the field. */
    static final class BadRequestException extends RuntimeException {
        private static final long serialVersionUID = 1;

        BadRequestException(String at, String problem) {
            super((at.isEmpty() ? "body" : at.endsWith(".") ? at.substring(0, at.length() - 1) : at) + ": " + problem);
        }
    }
}
