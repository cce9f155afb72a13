package dev.caravan.cli.source;

/**
 * A row that is not an example.
 *
 * @param origin {@code file:row}, rows counted from 1
 * @param reason what is wrong with it and what to do, naming the field
 * @param row the row as it was read
 */
public record BadRow(String origin, String reason, String row) {}
