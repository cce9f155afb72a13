package dev.caravan.verifier.ifeval.text;

import java.util.ArrayList;
import java.util.List;

/** Rows as Python's {@code csv.reader} gives them with its default dialect and another delimiter. */
public final class CsvText {

    private CsvText() {}

    /** The rows; an empty line is a row without fields. */
    public static List<List<String>> rows(String text, char delimiter) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        boolean started = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c != '"') {
                    field.append(c);
                } else if (text.startsWith("\"", i + 1)) {
                    field.append('"');
                    i++;
                } else {
                    quoted = false;
                }
            } else if (c == '"' && !started) {
                quoted = true;
                started = true;
            } else if (c == delimiter) {
                row.add(field.toString());
                field.setLength(0);
                started = false;
            } else if (c == '\n' || c == '\r') {
                if (started || !row.isEmpty()) {
                    row.add(field.toString());
                }
                rows.add(row);
                row = new ArrayList<>();
                field.setLength(0);
                started = false;
                if (c == '\r' && text.startsWith("\n", i + 1)) {
                    i++;
                }
            } else {
                field.append(c);
                started = true;
            }
        }
        if (started || !row.isEmpty()) {
            row.add(field.toString());
            rows.add(row);
        }
        return rows;
    }
}
