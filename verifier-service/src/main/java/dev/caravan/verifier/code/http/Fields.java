package dev.caravan.verifier.code.http;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads a request's fields; what is wrong with one is said in an {@link IllegalArgumentException}. Fields that nobody knows are let be. */
final class Fields {

    private final JsonNode request;

    Fields(JsonNode request) {
        this.request = request;
    }

    /** A text that must be there. */
    String text(String name) {
        JsonNode value = request.path(name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("'" + name + "' must be a text");
        }
        return value.asText();
    }

    /** A text, or the default where it is null or missing. */
    String text(String name, String otherwise) {
        return isMissing(name) ? otherwise : text(name);
    }

    /** A number above 0 and not above {@code most}, or the default where it is null or missing. */
    double number(String name, double otherwise, double most) {
        if (isMissing(name)) {
            return otherwise;
        }
        JsonNode value = request.path(name);
        if (!value.isNumber() || !(value.asDouble() > 0) || !(value.asDouble() <= most)) {
            throw new IllegalArgumentException("'" + name + "' must be a number above 0 and not above " + most);
        }
        return value.asDouble();
    }

    private boolean isMissing(String name) {
        return request.path(name).isMissingNode() || request.path(name).isNull();
    }
}
