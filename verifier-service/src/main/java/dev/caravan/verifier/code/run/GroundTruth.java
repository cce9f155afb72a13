package dev.caravan.verifier.code.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads ground truths; what is wrong with one is said in an {@link IllegalArgumentException}. */
final class GroundTruth {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private GroundTruth() {}

    /** An array or an object; also one that is written as a text within the text, as some data sets have it. */
    static JsonNode read(String groundTruth) {
        try {
            JsonNode node = JSON.readTree(groundTruth);
            if (node.isTextual()) {
                node = JSON.readTree(node.asText());
            }
            if (node.isContainerNode()) {
                return node;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("ground truth is not JSON: " + e.getOriginalMessage());
        }
        throw new IllegalArgumentException("ground truth must be a JSON object or array");
    }

    static void only(JsonNode object, Set<String> known) {
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "ground truth: unknown field '" + name + "'; known: " + new TreeSet<>(known));
            }
        }
    }

    static @Nullable String text(JsonNode object, String name) {
        JsonNode value = object.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw new IllegalArgumentException("ground truth: '" + name + "' must be a text");
        }
        return value.asText();
    }
}
