package dev.caravan.cli.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.cli.source.rows.Row;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** Makes examples of rows, and says why a row is none. */
record RowMapping(Fields fields, String skill, String licence) {

    Optional<BadRow> check(Row row) {
        String problem = row.problem();
        for (String field : List.of(fields.prompt(), fields.answer(), fields.response(), fields.skill())) {
            if (problem.isEmpty() && !field.isEmpty()) {
                problem = problemOf(row, field);
            }
        }
        if (problem.isEmpty() && !fields.answer().isEmpty() && answer(row).isEmpty()) {
            problem = "field " + fields.answer() + " has nothing after '" + fields.answerAfter() + "'";
        }
        return problem.isEmpty() ? Optional.empty() : Optional.of(new BadRow(row.origin(), problem, row.text()));
    }

    Example example(Row row) {
        return new Example(
                text(row, fields.prompt(), ""),
                text(row, fields.response(), "").replaceAll(fields.strip(), ""),
                answer(row),
                text(row, fields.skill(), skill),
                text(row, fields.licence(), licence),
                row.origin());
    }

    private static String problemOf(Row row, String field) {
        JsonNode node = node(row, field);
        if (node.isMissingNode()) {
            TreeSet<String> there = new TreeSet<>();
            row.value().fieldNames().forEachRemaining(there::add);
            return "no field " + field + "; the row has " + String.join(", ", there);
        }
        if (!node.isValueNode() || node.isNull()) {
            return "field " + field + " must be text or a number, it is "
                    + node.getNodeType().name().toLowerCase(Locale.ROOT);
        }
        return node.asText().isBlank() ? "field " + field + " is empty" : "";
    }

    private String answer(Row row) {
        String text = text(row, fields.answer(), "");
        if (fields.answerAfter().isEmpty()) {
            return text;
        }
        int at = text.lastIndexOf(fields.answerAfter());
        return at < 0 ? "" : text.substring(at + fields.answerAfter().length()).strip();
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
