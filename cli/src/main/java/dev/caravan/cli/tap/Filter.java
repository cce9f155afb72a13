package dev.caravan.cli.tap;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A condition on a record: {@code skill=sum} holds if any field whose path ends in {@code skill} has the value {@code sum}; {@code
 * completion.step=3} names more of the path. {@code !=} negates.
 */
record Filter(String path, String value, boolean negated) {

    /** @throws IllegalArgumentException if the text is not {@code path=value} or {@code path!=value} */
    static Filter parse(String text) {
        int equals = text.indexOf('=');
        boolean negated = equals > 0 && text.charAt(equals - 1) == '!';
        String path = equals < 0 ? "" : text.substring(0, negated ? equals - 1 : equals);
        if (path.isBlank()) {
            throw new IllegalArgumentException(
                    "--filter " + text + " is not of the form field=value or field!=value, such as skill=sum");
        }
        return new Filter(path.strip(), text.substring(equals + 1).strip(), negated);
    }

    boolean holds(JsonNode record) {
        return matches(record, "") != negated;
    }

    private boolean matches(JsonNode node, String at) {
        if (node.isValueNode()) {
            return (at.equals(path) || at.endsWith("." + path)) && node.asText().equals(value);
        }
        if (node.isArray()) {
            for (JsonNode element : node) {
                if (matches(element, at)) {
                    return true;
                }
            }
            return false;
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (matches(field.getValue(), at.isEmpty() ? field.getKey() : at + "." + field.getKey())) {
                return true;
            }
        }
        return false;
    }
}
