package dev.caravan.verifier.math.number;

/** A position in a text that only its reader moves. Reading past the end gives {@link #END}. */
public final class Cursor {

    public static final char END = '\0';

    /** What LaTeX and Markdown put around a number without changing it; longer ones first. */
    private static final String[] NOISE = {
        "\\displaystyle",
        "\\qquad",
        "\\right",
        "\\quad",
        "\\left",
        "\\(",
        "\\)",
        "\\[",
        "\\]",
        "\\ ",
        "\\,",
        "\\;",
        "\\:",
        "\\!",
        "**",
        "__",
        "$",
        "`",
        "~"
    };

    private final String text;
    private final int end;
    private int position;

    public Cursor(String text, int from, int to) {
        this.text = text;
        this.position = from;
        this.end = to;
    }

    public int position() {
        return position;
    }

    public void moveTo(int newPosition) {
        position = newPosition;
    }

    public boolean atEnd() {
        return position >= end;
    }

    public char peek() {
        return peek(0);
    }

    public char peek(int ahead) {
        int index = position + ahead;
        return index < end ? text.charAt(index) : END;
    }

    public void advance(int characters) {
        position += characters;
    }

    public boolean accept(char expected) {
        if (peek() != expected || atEnd()) {
            return false;
        }
        position++;
        return true;
    }

    public boolean accept(String expected) {
        if (!looksAt(expected)) {
            return false;
        }
        position += expected.length();
        return true;
    }

    public boolean looksAt(String expected) {
        return position + expected.length() <= end && text.startsWith(expected, position);
    }

    /** Moves past white space. */
    public void skipSpaces() {
        while (!atEnd() && isSpace(text.charAt(position))) {
            position++;
        }
    }

    /** Moves past white space and mark-up that does not change a value. */
    public void skipNoise() {
        int before;
        do {
            before = position;
            skipSpaces();
            acceptNoise();
        } while (position != before);
    }

    private void acceptNoise() {
        char next = peek();
        if (next != '\\' && next != '*' && next != '_' && next != '$' && next != '`' && next != '~') {
            return;
        }
        for (String noise : NOISE) {
            // \$ is a currency, \left and \right must not be the start of \leftarrow.
            if (looksAt(noise) && !(endsInLetter(noise) && Character.isLetter(peek(noise.length())))) {
                position += noise.length();
                return;
            }
        }
    }

    /** Reads a run of letters; empty if there is none. */
    public String word() {
        int from = position;
        while (!atEnd() && Character.isLetter(text.charAt(position))) {
            position++;
        }
        return text.substring(from, position);
    }

    public boolean atDigit() {
        return isDigit(peek());
    }

    public static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    public static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    public String slice(int from, int to) {
        return text.substring(from, to);
    }

    private static boolean endsInLetter(String noise) {
        return Character.isLetter(noise.charAt(noise.length() - 1));
    }
}
