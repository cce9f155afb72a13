package dev.caravan.verifier.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Texts as SQuAD's evaluation compares them (Rajpurkar et al. 2016, section 6.1): in lower case, without ASCII punctuation, without the words
 * a, an and the, split at white space. What a word and what white space is follows Python's {@code re} and {@code str.split}, in which the
 * published scores were computed.
 */
public final class SquadText {

    private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
    private static final Set<String> ARTICLES = Set.of("a", "an", "the");

    private SquadText() {}

    /** The text in normal form, its tokens joined by single spaces. */
    public static String normalised(String text) {
        return String.join(" ", tokens(text));
    }

    /** The tokens of the text's normal form. */
    public static List<String> tokens(String text) {
        String plain = withoutArticles(withoutPunctuation(text.toLowerCase(Locale.ROOT)));
        List<String> tokens = new ArrayList<>();
        int start = -1;
        for (int i = 0; i <= plain.length(); i++) {
            boolean space = i == plain.length() || isSpace(plain.charAt(i));
            if (space && start >= 0) {
                tokens.add(plain.substring(start, i));
                start = -1;
            } else if (!space && start < 0) {
                start = i;
            }
        }
        return tokens;
    }

    /** Harmonic mean of precision and recall over the two bags of tokens, in [0, 1]; 0 if they share none. */
    public static double f1(List<String> answer, List<String> truth) {
        Map<String, Integer> wanted = new HashMap<>();
        truth.forEach(token -> wanted.merge(token, 1, Integer::sum));
        int same = 0;
        for (String token : answer) {
            Integer left = wanted.get(token);
            if (left != null && left > 0) {
                wanted.put(token, left - 1);
                same++;
            }
        }
        if (same == 0) {
            return 0;
        }
        double precision = (double) same / answer.size();
        double recall = (double) same / truth.size();
        return 2 * precision * recall / (precision + recall);
    }

    private static String withoutPunctuation(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (PUNCTUATION.indexOf(text.charAt(i)) < 0) {
                plain.append(text.charAt(i));
            }
        }
        return plain.toString();
    }

    private static String withoutArticles(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            int end = wordEnd(text, i);
            if (end == i) {
                plain.append(text.charAt(i++));
            } else {
                String word = text.substring(i, end);
                plain.append(ARTICLES.contains(word) ? " " : word);
                i = end;
            }
        }
        return plain.toString();
    }

    /** End of the word that begins here; this very place if none does. */
    private static int wordEnd(String text, int from) {
        int at = from;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            if (!isWordCharacter(c)) {
                break;
            }
            at += Character.charCount(c);
        }
        return at;
    }

    private static boolean isWordCharacter(int c) {
        return switch (Character.getType(c)) {
            case Character.OTHER_NUMBER, Character.LETTER_NUMBER -> true;
            default -> Character.isLetterOrDigit(c) || c == '_';
        };
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
    }
}
