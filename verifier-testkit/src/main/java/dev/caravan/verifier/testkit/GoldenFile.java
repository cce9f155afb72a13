package dev.caravan.verifier.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Golden lines beside a test class: JSON objects, one a line; blank lines are passed over. */
final class GoldenFile {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private GoldenFile() {}

    /**
     * Reads a resource.
     *
     * @throws IllegalArgumentException if it is not there, has no line or a bad one; names the line
     */
    static List<GoldenRow> read(Class<?> beside, String resource) {
        try (InputStream in = beside.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no resource " + resource + " beside " + beside.getName()
                        + "; write golden lines {\"prompt\",\"completion\",\"ground_truth\",\"expected\"} into it");
            }
            List<GoldenRow> rows = new ArrayList<>();
            int line = 0;
            for (String text : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                line++;
                if (!text.isBlank()) {
                    rows.add(row(resource, line, text));
                }
            }
            if (rows.isEmpty()) {
                throw new IllegalArgumentException(resource + " has no line");
            }
            return List.copyOf(rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GoldenRow row(String resource, int line, String text) {
        try {
            return GoldenRow.of(line, JSON.readTree(text));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    resource + " line " + line + " is not JSON: " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(resource + " line " + line + ": " + e.getMessage(), e);
        }
    }
}
