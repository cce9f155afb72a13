package dev.caravan.verifier.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ground truths that accept any of several answers. */
public final class Truths {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Truths() {}

    /**
     * The acceptable answers of a ground truth: itself, or with {@code any} the elements of the JSON array that it is.
     *
     * @throws IllegalArgumentException if {@code any} and it is not an array of texts and numbers, at least one
     */
    public static List<String> of(String groundTruth, boolean any) {
        return any ? elements(groundTruth) : List.of(groundTruth);
    }

    private static List<String> elements(String groundTruth) {
        JsonNode array;
        try {
            array = JSON.readTree(groundTruth);
        } catch (JsonProcessingException e) {
            throw bad(groundTruth, e);
        }
        List<String> answers = new ArrayList<>();
        for (JsonNode element : array) {
            if (!element.isValueNode() || element.isNull()) {
                throw bad(groundTruth, null);
            }
            answers.add(element.asText());
        }
        if (!array.isArray() || answers.isEmpty()) {
            throw bad(groundTruth, null);
        }
        return answers;
    }

    private static IllegalArgumentException bad(String groundTruth, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "with option 'any' the ground truth must be a JSON array of acceptable answers, not '"
                        + Shown.of(groundTruth) + "'",
                cause);
    }
}
