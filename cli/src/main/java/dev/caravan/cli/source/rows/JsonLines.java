package dev.caravan.cli.source.rows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/** Reads a file of JSON objects, one a line. Blank lines count as rows, but are not rows: they are passed over. */
public final class JsonLines {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private JsonLines() {}

    public static void read(Path file, Consumer<Row> rows) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                InputStream plain = isGzip(file) ? new GZIPInputStream(raw, 1 << 16) : raw;
                BufferedReader lines = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    rows.accept(parse(file + ":" + number, line));
                }
            }
        }
    }

    private static boolean isGzip(Path file) {
        return file.toString().endsWith(".gz");
    }

    private static Row parse(String origin, String line) {
        try {
            JsonNode value = JSON.readTree(line);
            return value.isObject()
                    ? new Row(origin, line, value, "")
                    : new Row(origin, line, MissingNode.getInstance(), "a row must be a JSON object, this is not");
        } catch (JsonProcessingException e) {
            return new Row(origin, line, MissingNode.getInstance(), "not JSON: " + e.getOriginalMessage());
        }
    }
}
