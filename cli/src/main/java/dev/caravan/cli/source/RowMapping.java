package dev.caravan.cli.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.cli.source.rows.Row;
import dev.caravan.schemas.VerifierSpec;
import dev.caravan.verifier.rows.PublishedRow;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** Makes examples of rows, and says why a row is none. */
record RowMapping(Fields fields, String skill, String licence, ExampleCheck check) {

    /** @throws BadRowException if the row cannot be used */
    Example example(Row row) throws BadRowException {
        if (!row.problem().isEmpty()) {
            throw new BadRowException(row.problem());
        }
        for (String field : List.of(fields.prompt(), fields.response(), fields.skill())) {
            requireText(row, field);
        }
        boolean named = !fields.verifier().isEmpty();
        Example example = new Example(
                text(row, fields.prompt(), ""),
                text(row, fields.response(), "").replaceAll(fields.strip(), ""),
                named ? "" : answer(row),
                named ? verifiers(row) : List.of(),
                text(row, fields.skill(), skill),
                text(row, fields.licence(), licence),
                row.origin());
        Optional<String> problem = check.problem(example);
        if (problem.isPresent()) {
            throw new BadRowException(
                    fields.answer().isEmpty() ? problem.get() : "field " + fields.answer() + ": " + problem.get());
        }
        return example;
    }

    private List<VerifierSpec> verifiers(Row row) throws BadRowException {
        JsonNode names = present(row, fields.verifier());
        JsonNode truth = fields.answer().isEmpty() ? row.value().path("") : node(row, fields.answer());
        try {
            return PublishedRow.verifiers(names, truth, fields.rename());
        } catch (IllegalArgumentException e) {
            throw new BadRowException("field " + fields.verifier() + ": " + e.getMessage());
        }
    }

    private String answer(Row row) throws BadRowException {
        if (fields.answer().isEmpty()) {
            return "";
        }
        JsonNode node = present(row, fields.answer());
        if (fields.answerAfter().isEmpty()) {
            String truth = PublishedRow.truth(node).strip();
            if (truth.isEmpty()) {
                throw new BadRowException("field " + fields.answer() + " is empty");
            }
            return truth;
        }
        requireText(row, fields.answer());
        String text = node.asText();
        int at = text.lastIndexOf(fields.answerAfter());
        String after =
                at < 0 ? "" : text.substring(at + fields.answerAfter().length()).strip();
        if (after.isEmpty()) {
            throw new BadRowException("field " + fields.answer() + " has nothing after '" + fields.answerAfter() + "'");
        }
        return after;
    }

    private static void requireText(Row row, String field) throws BadRowException {
        if (field.isEmpty()) {
            return;
        }
        JsonNode node = present(row, field);
        if (!node.isValueNode() || node.isNull()) {
            throw new BadRowException("field " + field + " must be text or a number, it is "
                    + node.getNodeType().name().toLowerCase(Locale.ROOT));
        }
        if (node.asText().isBlank()) {
            throw new BadRowException("field " + field + " is empty");
        }
    }

    private static JsonNode present(Row row, String field) throws BadRowException {
        JsonNode node = node(row, field);
        if (node.isMissingNode()) {
            TreeSet<String> there = new TreeSet<>();
            row.value().fieldNames().forEachRemaining(there::add);
            throw new BadRowException("no field " + field + "; the row has " + String.join(", ", there));
        }
        return node;
    }

    private static String text(Row row, String field, String otherwise) {
        if (field.isEmpty()) {
            return otherwise;
        }
        JsonNode node = node(row, field);
        return node.isValueNode() && !node.isNull() ? node.asText().strip() : otherwise;
    }

    private static JsonNode node(Row row, String field) {
        return row.value().at("/" + field.replace('.', '/'));
    }
}
