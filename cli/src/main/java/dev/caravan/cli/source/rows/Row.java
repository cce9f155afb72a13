package dev.caravan.cli.source.rows;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One row of a file.
 *
 * @param origin {@code file:row}, rows counted from 1
 * @param text the row as it was read, for the dead letters
 * @param value the row as a tree; a missing node if it could not be parsed
 * @param problem why it could not be parsed; empty if it could
 */
public record Row(String origin, String text, JsonNode value, String problem) {}
