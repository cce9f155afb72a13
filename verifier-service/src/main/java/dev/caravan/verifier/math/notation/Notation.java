package dev.caravan.verifier.math.notation;

import dev.caravan.verifier.math.number.Cursor;
import dev.caravan.verifier.math.token.Lexer;
import dev.caravan.verifier.math.token.UnreadableException;
import dev.caravan.verifier.math.token.Vocabulary;
import dev.caravan.verifier.math.tree.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads answers. Never throws, never takes long, whatever the text. */
public final class Notation {

    /** Longer answers are not read. */
    public static final int MAX_LENGTH = 4_000;

    private static final int MAX_WORDS = 16;
    private static final Set<String> ARTICLES = Set.of("the", "an");
    private static final Set<String> PREPOSITIONS = Set.of("on", "in", "at");
    private static final Set<String> ORDINALS = Set.of("st", "nd", "rd", "th");
    private static final Set<String> NO_LIMIT = Set.of("dne", "doesn t exist", "limit does not exist");

    private Notation() {}

    /** The answer in mathematical notation; empty if it is not, or goes beyond the bounds. */
    public static Optional<Form> read(String answer) {
        if (answer.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(new FormParser().whole(Lexer.tokens(bare(answer))));
        } catch (UnreadableException e) {
            return Optional.empty();
        }
    }

    /** The answer as a few words, in lower case and without articles, mark-up, brackets and punctuation; empty if it has no words or too many. */
    public static Optional<Form.Words> words(String answer) {
        if (answer.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        List<String> words = new ArrayList<>();
        Cursor in = new Cursor(answer, 0, answer.length());
        while (!in.atEnd()) {
            char c = in.peek();
            if (c == '\\') {
                in.advance(1);
                in.word();
            } else if (Character.isLetterOrDigit(c)) {
                int from = in.position();
                while (Character.isLetterOrDigit(in.peek())) {
                    in.advance(1);
                }
                String word = cardinal(in.slice(from, in.position()).toLowerCase(Locale.ROOT));
                if (!ARTICLES.contains(word)) {
                    words.add(word);
                }
            } else {
                in.advance(1);
            }
        }
        if (words.size() > 1 && PREPOSITIONS.contains(words.get(0))) {
            words.remove(0);
        }
        boolean fits = !words.isEmpty() && words.size() <= MAX_WORDS;
        String joined = String.join(" ", words);
        return fits
                ? Optional.of(new Form.Words(NO_LIMIT.contains(joined) ? "does not exist" : joined))
                : Optional.empty();
    }

    /** 4 for 4th; the word itself if it is no such number. */
    private static String cardinal(String word) {
        int letters = word.length() - 2;
        boolean ordinal = letters > 0
                && ORDINALS.contains(word.substring(letters))
                && word.substring(0, letters).chars().allMatch(c -> Cursor.isDigit((char) c));
        return ordinal ? word.substring(0, letters) : word;
    }

    /** Whether there are signs or commands of mathematics in the text, beyond those that only set words. */
    public static boolean hasMathematics(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ("=^_<>+/|".indexOf(c) >= 0) {
                return true;
            }
            if (c == '\\') {
                Cursor in = new Cursor(text, i + 1, text.length());
                String name = in.word();
                if (!name.isEmpty() && !Vocabulary.TEXT.contains(name) && !Vocabulary.NOISE.contains(name)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The text without spaces, save between digits, and without the mark-up that changes nothing: equal texts say the same in any notation. */
    public static String squeezed(String text) {
        StringBuilder squeezed = new StringBuilder(text.length());
        Cursor in = new Cursor(text, 0, text.length());
        while (!in.atEnd()) {
            int before = in.position();
            in.skipNoise();
            if (!in.atEnd()) {
                boolean apart = in.position() > before && in.atDigit() && endsInDigit(squeezed);
                squeezed.append(apart ? " " : "").append(in.peek());
                in.advance(1);
            }
        }
        int end = squeezed.length();
        while (end > 0 && squeezed.charAt(end - 1) == '.') {
            end--;
        }
        return squeezed.substring(0, end);
    }

    private static boolean endsInDigit(StringBuilder text) {
        return !text.isEmpty() && Cursor.isDigit(text.charAt(text.length() - 1));
    }

    /** Without the emphasis of Markdown around it and the full stop behind it. */
    private static String bare(String answer) {
        int from = 0;
        int to = answer.length();
        while (from < to && (Cursor.isSpace(answer.charAt(from)) || "*_`$".indexOf(answer.charAt(from)) >= 0)) {
            from++;
        }
        while (to > from && (Cursor.isSpace(answer.charAt(to - 1)) || "*_`$.".indexOf(answer.charAt(to - 1)) >= 0)) {
            to--;
        }
        // \$ at the end is a currency, not a delimiter: its backslash must not stay alone.
        boolean escaped = to > from && answer.charAt(to - 1) == '\\' && to < answer.length();
        return answer.substring(from, escaped ? to - 1 : to);
    }
}
