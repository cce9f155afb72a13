package dev.caravan.verifier.text.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.re2j.Pattern;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.DisallowSchemaLoader;
import dev.caravan.verifier.text.Shown;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Reads JSON Schemas (draft 2020-12 unless {@code $schema} says otherwise) and JSON. A schema is complete in itself: a reference that leads
 * out of it, to the network or a file, is refused, never fetched. Its regular expressions run in RE2/J, in linear time. Thread-safe.
 */
final class SchemaReader {

    private static final int DEEPEST = 64;
    private static final int LONGEST_NUMBER = 100;

    /** Exponents up to which numbers can be compared exactly at no cost. */
    private static final double LARGEST_NUMBER = 1e300;

    private final ObjectMapper json = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(LONGEST_NUMBER)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    private final SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
            .regularExpressionFactory(source -> {
                Pattern pattern = Pattern.compile(source);
                return text -> pattern.matcher(text).find();
            })
            .formatAssertionsEnabled(false)
            .failFast(true)
            .cacheRefs(true)
            .build();
    private final JsonSchemaFactory factory =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012, builder -> builder.schemaLoaders(
                            loaders -> loaders.add(DisallowSchemaLoader.getInstance()))
                    .metaSchemas(dialects()));
    private final JsonSchema metaSchema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(SchemaLocation.of(SchemaId.V202012), config);

    /**
     * The schema that a text is.
     *
     * @throws IllegalArgumentException if it is none, refers to another document, or has a regular expression that RE2/J does not know
     */
    JsonSchema schema(String text) {
        JsonNode tree;
        try {
            tree = json(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the ground truth is not a JSON Schema: " + e.getOriginalMessage(), e);
        }
        if (!tree.isObject()) {
            throw new IllegalArgumentException(
                    "the ground truth is not a JSON Schema: it must be an object, it is " + Shown.of(tree.toString()));
        }
        try {
            if (!tree.has("$schema")) {
                first(metaSchema, tree).ifPresent(fault -> {
                    throw new IllegalArgumentException("the ground truth is not a JSON Schema: " + fault);
                });
            }
            JsonSchema schema = factory.getSchema(tree, config);
            schema.initializeValidators();
            return schema;
        } catch (IllegalArgumentException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "the ground truth cannot be used as a JSON Schema: " + Shown.of(String.valueOf(e.getMessage())), e);
        }
    }

    /** Reads JSON: one value, no key twice, at most 64 deep, no number that no computer has use for. */
    JsonNode json(String text) throws JsonProcessingException {
        JsonNode tree = json.readTree(text);
        if (tree.isMissingNode()) {
            throw new UnreadableException("nothing");
        }
        if (hasMonster(tree)) {
            throw new UnreadableException("a number beyond 1e300");
        }
        return tree;
    }

    /** The first fault of a value, with where it is; empty if the schema holds. */
    Optional<String> first(JsonSchema schema, JsonNode value) {
        return schema.validate(value).stream()
                .min(Comparator.comparing(
                        message -> message.getInstanceLocation().toString()))
                .map(ValidationMessage::getMessage);
    }

    /** Every draft, with unknown keywords passed over: the library's own way warns of each and remembers it for good. */
    private static List<JsonMetaSchema> dialects() {
        return Arrays.stream(SpecVersion.VersionFlag.values())
                .map(draft -> JsonMetaSchema.builder(
                                JsonSchemaFactory.checkVersion(draft).getInstance())
                        .unknownKeywordFactory((keyword, context) -> new NonValidationKeyword(keyword))
                        .build())
                .toList();
    }

    private static boolean hasMonster(JsonNode node) {
        return node.isContainerNode()
                ? StreamSupport.stream(node.spliterator(), false).anyMatch(SchemaReader::hasMonster)
                : node.isNumber() && !(Math.abs(node.doubleValue()) <= LARGEST_NUMBER);
    }

    /** JSON that is not read; says why as the parser does. */
    private static final class UnreadableException extends JsonProcessingException {
        private static final long serialVersionUID = 1;

        UnreadableException(String what) {
            super(what);
        }
    }
}
