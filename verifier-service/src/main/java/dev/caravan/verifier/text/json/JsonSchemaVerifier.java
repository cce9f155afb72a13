package dev.caravan.verifier.text.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import dev.caravan.verifier.spi.Verifier;
import dev.caravan.verifier.text.Part;
import dev.caravan.verifier.text.Shown;
import java.util.Optional;
import java.util.Set;

/**
 * Checks that the completion is JSON and holds a JSON Schema, which is the ground truth. The JSON is the {@link Part} that the option {@code
 * take} names, {@code final} by default; a code fence around all of it is taken off, text around it is a fault. {@code format} is an
 * annotation, as in draft 2020-12.
 */
public final class JsonSchemaVerifier implements Verifier {

    private static final String TAKE = "take";
    private static final String FENCE = "```";
    private static final int LONGEST = 256 << 10;

    private final SchemaCache schemas = new SchemaCache(new SchemaReader());

    @Override
    public String name() {
        return "json_schema";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Verdict verify(Submission submission) {
        JsonSchema schema = schemas.of(submission.groundTruth());
        Part take = take(submission.options());
        String text = take.of(submission.completion()).map(String::strip).orElse(null);
        if (text == null) {
            return Verdict.wrong("nothing to check: no " + take.label());
        }
        if (text.length() > LONGEST) {
            return Verdict.wrong("longer than " + LONGEST + " characters: not checked");
        }
        JsonNode value;
        try {
            value = schemas.reader().json(unfenced(text));
        } catch (JsonProcessingException e) {
            return Verdict.wrong("not JSON: " + Shown.of(e.getOriginalMessage()));
        }
        return schemas.reader()
                .first(schema, value)
                .map(fault -> Verdict.wrong("the schema does not hold: " + Shown.of(fault)))
                .orElseGet(() -> Verdict.right("the schema holds"));
    }

    @Override
    public Optional<String> problem(String groundTruth, Options options) {
        try {
            take(options);
            schemas.of(groundTruth);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Part take(Options options) {
        return options.only(Set.of(TAKE)).choice(TAKE, Part.FINAL);
    }

    /** The inside of a code fence that is all of the text; else the text. */
    private static String unfenced(String text) {
        int line = text.indexOf('\n');
        boolean fenced = text.startsWith(FENCE) && text.endsWith(FENCE) && line >= 0 && line < text.length() - 3;
        return fenced ? text.substring(line + 1, text.length() - FENCE.length()) : text;
    }
}
