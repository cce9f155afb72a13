package dev.caravan.verifier.ifeval.text;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * A keyword that a response is searched for. The references read keywords as regular expressions, so one with an operator in it is one here,
 * in RE2's syntax and its linear time; any other is plain text. Where case is ignored, letters are equal whose upper cases are.
 */
public final class Phrase {

    private static final String OPERATORS = ".^$*+?{}[]\\|()";

    private final String text;
    private final boolean ignoreCase;
    private final boolean wholeWords;
    private final boolean plain;
    private final Pattern pattern;

    private Phrase(String text, boolean ignoreCase, boolean wholeWords, boolean plain) {
        this.text = text;
        this.ignoreCase = ignoreCase;
        this.wholeWords = wholeWords;
        this.plain = plain;
        try {
            String expression = wholeWords ? "\\b(?:" + text + ")\\b" : text;
            pattern = Pattern.compile(plain ? "" : expression, ignoreCase ? Pattern.CASE_INSENSITIVE : 0);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is read as a regular expression, and is none: " + e.getMessage(), e);
        }
    }

    /** @throws IllegalArgumentException if it has an operator and is no regular expression of RE2 */
    public static Phrase exact(String text) {
        return new Phrase(text, false, false, isPlain(text));
    }

    public static Phrase ignoringCase(String text) {
        return new Phrase(text, true, false, isPlain(text));
    }

    /** Ignoring case, and only where words begin and end with it. */
    public static Phrase word(String text) {
        return new Phrase(text, true, true, isPlain(text));
    }

    /** Plain text whatever is in it, only where words begin and end with it. */
    public static Phrase plainWord(String text, boolean ignoreCase) {
        return new Phrase(text, ignoreCase, true, true);
    }

    private static boolean isPlain(String text) {
        return text.chars().noneMatch(c -> OPERATORS.indexOf(c) >= 0);
    }

    /** Occurrences that do not overlap, from the left. */
    public int count(String in) {
        int count = 0;
        if (!plain) {
            for (Matcher matcher = pattern.matcher(in); matcher.find(); ) {
                count++;
            }
            return count;
        }
        for (int at = 0; at + text.length() <= in.length(); ) {
            if (isAt(in, at)) {
                count++;
                at += Math.max(1, text.length());
            } else {
                at++;
            }
        }
        return count;
    }

    public boolean isIn(String in) {
        if (!plain) {
            return pattern.matcher(in).find();
        }
        for (int at = 0; at + text.length() <= in.length(); at++) {
            if (isAt(in, at)) {
                return true;
            }
        }
        return false;
    }

    private boolean isAt(String in, int at) {
        return in.regionMatches(ignoreCase, at, text, 0, text.length())
                && (!wholeWords || (PythonText.isBoundary(in, at) && PythonText.isBoundary(in, at + text.length())));
    }

    /** Whether it has no operator. */
    public boolean isPlain() {
        return plain;
    }

    @Override
    public String toString() {
        return text;
    }
}
