package dev.caravan.verifier.math;

import org.jspecify.annotations.Nullable;

/** Finds mathematics set off by {@code $…$}, {@code $$…$$}, {@code \(…\)} or {@code \[…\]}. */
final class LastMath {

    /** An answer stands at the end; looking further back only costs time. */
    private static final int TAIL = 4_096;

    private LastMath() {}

    /**
     * Where it stands.
     *
     * @param start of what is between the delimiters
     * @param end of what is between the delimiters
     * @param to behind the closing delimiter
     */
    record Span(int start, int end, int to) {}

    /** The last one of the text behind {@code from}; null if there is none. */
    static @Nullable Span find(String text, int from) {
        Span last = null;
        for (int at = Math.max(from, text.length() - TAIL); at < text.length(); ) {
            Span span = at(text, at);
            last = span == null ? last : span;
            boolean escaped = span == null && text.charAt(at) == '\\';
            at = span != null ? span.to() : at + (escaped ? 2 : 1);
        }
        return last;
    }

    /** The one that the text starts with; null if it starts with none. */
    static @Nullable Span starting(String text) {
        return at(text, 0);
    }

    private static @Nullable Span at(String text, int at) {
        if (text.startsWith("$$", at)) {
            return closed(text, at + 2, "$$");
        } else if (text.startsWith("\\(", at)) {
            return closed(text, at + 2, "\\)");
        } else if (text.startsWith("\\[", at)) {
            return closed(text, at + 2, "\\]");
        } else if (text.startsWith("$", at)) {
            Span span = closed(text, at + 1, "$");
            return span != null && isInline(text, span) ? span : null;
        }
        return null;
    }

    private static @Nullable Span closed(String text, int start, String delimiter) {
        int end = text.indexOf(delimiter, start);
        while (delimiter.equals("$") && end > 0 && text.charAt(end - 1) == '\\') {
            end = text.indexOf(delimiter, end + 1);
        }
        return end <= start ? null : new Span(start, end, end + delimiter.length());
    }

    /** Dollars are delimiters if no space stands on their inner sides and no digit behind the second: $5 and $7 are amounts. */
    private static boolean isInline(String text, Span span) {
        boolean tight = !Character.isWhitespace(text.charAt(span.start()))
                && !Character.isWhitespace(text.charAt(span.end() - 1));
        boolean amount = span.to() < text.length() && Character.isDigit(text.charAt(span.to()));
        return tight && !amount && text.substring(span.start(), span.end()).indexOf('\n') < 0;
    }
}
