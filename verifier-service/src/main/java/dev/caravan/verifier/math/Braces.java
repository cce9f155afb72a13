package dev.caravan.verifier.math;

/** Matching of LaTeX braces; escaped ones count for nothing. */
final class Braces {

    private Braces() {}

    /** Index of the brace that closes the one at {@code open}, before {@code to}; -1 if there is none. */
    static int closing(String text, int open, int to) {
        int depth = 0;
        for (int i = open; i < to; i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return i;
            }
        }
        return -1;
    }
}
