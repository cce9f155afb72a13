package dev.caravan.cli.source;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A row that is not an example.
 *
 * @param origin {@code file:row}, rows counted from 1
 * @param reason what is wrong with it and what to do, naming the field
 * @param row the row as it was read
 */
public record BadRow(String origin, String reason, String row) {

    private static final int FEW = 5;

    /** The first few in one line, each with its origin, and how many more there are. */
    public static String list(List<BadRow> rows) {
        String few = rows.stream()
                .limit(FEW)
                .map(bad -> bad.origin() + ": " + bad.reason().replaceAll("\\s+", " "))
                .collect(Collectors.joining("; "));
        return rows.size() <= FEW ? few : few + "; and " + (rows.size() - FEW) + " more";
    }
}
