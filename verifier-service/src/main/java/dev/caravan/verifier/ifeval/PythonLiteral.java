package dev.caravan.verifier.ifeval;

import java.util.Map;

/** Lists, dictionaries, strings, numbers and constants as Python prints them, in which form IF-RLVR's ground truths are published. */
final class PythonLiteral {

    private static final Map<String, String> CONSTANTS = Map.of("None", "null", "True", "true", "False", "false");

    private PythonLiteral() {}

    /** The same in JSON; for anything else, something that is no JSON either. */
    static String toJson(String literal) {
        StringBuilder json = new StringBuilder(literal.length() + 16);
        for (int i = 0; i < literal.length(); ) {
            char c = literal.charAt(i);
            if (c == '\'' || c == '"') {
                i = string(literal, i, json);
            } else if (Character.isLetter(c)) {
                int end = i;
                while (end < literal.length() && Character.isLetter(literal.charAt(end))) {
                    end++;
                }
                String word = literal.substring(i, end);
                json.append(CONSTANTS.getOrDefault(word, word));
                i = end;
            } else {
                json.append(c);
                i++;
            }
        }
        return json.toString();
    }

    /** Copies a string and returns where it ends. */
    private static int string(String literal, int start, StringBuilder json) {
        char quote = literal.charAt(start);
        json.append('"');
        int i = start + 1;
        while (i < literal.length() && literal.charAt(i) != quote) {
            char c = literal.charAt(i);
            if (c == '\\' && i + 1 < literal.length()) {
                i = escape(literal, i + 1, json);
                continue;
            }
            json.append(c == '"' ? "\\\"" : c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
            i++;
        }
        json.append('"');
        return i + 1;
    }

    /** Python prints {@code \' \\ \n \r \t \xNN \\uNNNN \UNNNNNNNN}. */
    private static int escape(String literal, int at, StringBuilder json) {
        char c = literal.charAt(at);
        int digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
        if (digits > 0 && at + digits < literal.length()) {
            try {
                String character = Character.toString(Integer.parseInt(literal.substring(at + 1, at + 1 + digits), 16));
                character.chars().forEach(unit -> json.append(String.format("\\u%04x", unit)));
                return at + 1 + digits;
            } catch (IllegalArgumentException e) {
                json.append('\\'); // no number, or no code point: left as it is, it is no JSON either
            }
        } else if (c == '\'') {
            json.append('\'');
            return at + 1;
        } else {
            json.append('\\');
        }
        json.append(c);
        return at + 1;
    }
}
