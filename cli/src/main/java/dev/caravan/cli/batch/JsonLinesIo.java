package dev.caravan.cli.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.runtime.CaravanException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** JSON objects, one a line, from one stream and to another. A bad line ends the batch: what follows would be off by one. */
public final class JsonLinesIo {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final BufferedReader in;
    private final PrintStream out;
    private long line;

    public JsonLinesIo(InputStream in, PrintStream out) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.out = out;
    }

    /**
     * The next object; nothing at the end. Blank lines are passed over.
     *
     * @throws CaravanException if a line is not a JSON object; names the line
     */
    public Optional<Item> next() {
        try {
            for (String text = in.readLine(); text != null; text = in.readLine()) {
                line++;
                if (!text.isBlank()) {
                    return Optional.of(new Item(line, parse(text)));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new CaravanException("standard input cannot be read after line " + line + ": " + e.getMessage(), e);
        }
    }

    /** An empty object to fill. */
    public static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** Writes an object as a line. */
    public void write(ObjectNode object) {
        out.println(object);
    }

    private ObjectNode parse(String text) {
        try {
            if (JSON.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new CaravanException("line " + line + " is not JSON: " + e.getOriginalMessage(), e);
        }
        throw new CaravanException("line " + line + " must be a JSON object");
    }

    /**
     * One object of the input.
     *
     * @param line its number, from 1
     */
    public record Item(long line, ObjectNode value) {

        /**
         * A field that must be there.
         *
         * @throws CaravanException if it is not; names the line and the field
         */
        public JsonNode field(String name) {
            JsonNode field = value.get(name);
            if (field == null || field.isNull()) {
                throw new CaravanException("line " + line + " has no field " + name + "; it has "
                        + String.join(
                                ", ",
                                value.properties().stream()
                                        .map(java.util.Map.Entry::getKey)
                                        .toList()));
            }
            return field;
        }

        /** A field as text. */
        public String text(String name) {
            return field(name).asText();
        }

        /** What identifies the object; taken over as it is. */
        public JsonNode id() {
            return field("id");
        }
    }
}
