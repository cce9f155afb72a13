package dev.caravan.verifier.text;

import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the one choice that a completion settles on, after {@code </think>} if there is one. It looks in one place only: the last {@code
 * \boxed{}}; else the last {@code <answer>}; else behind the last "answer is" or "answer:"; else in the last line. There it takes the first
 * letter that stands alone; a second one, in parentheses or joined by a comma, a slash, "and" or "or", makes it none. Linear in the text.
 */
final class ChoiceFinder {

    private static final String[] STATEMENTS = {
        "answer is", "answer:", "answer**:", "answer:**", "choice is", "option is"
    };
    private static final int LONGEST_STATEMENT = 200;

    private final char last;

    /** @param last the last letter that is a choice, in upper case */
    ChoiceFinder(char last) {
        this.last = last;
    }

    Choice in(String completion) {
        String text = Part.afterThinking(completion).strip();
        String boxed = boxed(text);
        if (boxed != null) {
            return settled(boxed, "the box");
        }
        String answer = Part.ANSWER.of(text).orElse(null);
        if (answer != null) {
            return settled(answer, "the answer");
        }
        int statement = lastStatement(text);
        if (statement >= 0) {
            return settled(line(text, statement), "the statement of the answer");
        }
        return settled(Part.LAST_LINE.of(text).orElse(""), "the last line");
    }

    /** What the boxes at the end of the text hold: one, or several that only white space, commas and words like "or" separate. */
    private static @Nullable String boxed(String text) {
        int open = text.lastIndexOf("\\boxed{");
        if (open < 0) {
            return null;
        }
        int first = open;
        for (int before = text.lastIndexOf("\\boxed{", first - 1);
                before >= 0 && first - before <= 24;
                before = text.lastIndexOf("\\boxed{", first - 1)) {
            first = before;
        }
        int close = text.indexOf('\n', open);
        return text.substring(first, close < 0 ? text.length() : close);
    }

    private static int lastStatement(String text) {
        String lower = asciiLowerCase(text);
        int best = -1;
        for (String statement : STATEMENTS) {
            int at = lower.lastIndexOf(statement);
            best = at < 0 ? best : Math.max(best, at + statement.length());
        }
        return best;
    }

    /** Keeps every character where it is, which {@link String#toLowerCase} does not. */
    private static String asciiLowerCase(String text) {
        char[] lower = text.toCharArray();
        for (int i = 0; i < lower.length; i++) {
            if (lower[i] >= 'A' && lower[i] <= 'Z') {
                lower[i] = Character.toLowerCase(lower[i]);
            }
        }
        return new String(lower);
    }

    /** The rest of the line, or the next one that is not blank. */
    private static String line(String text, int from) {
        int start = Math.min(from, text.length());
        while (start < text.length() && !Character.isLetterOrDigit(text.charAt(start)) && text.charAt(start) != '(') {
            start++;
        }
        int end = text.indexOf('\n', start);
        return text.substring(start, Math.min(end < 0 ? text.length() : end, start + LONGEST_STATEMENT));
    }

    private Choice settled(String place, String name) {
        String text = place.length() <= LONGEST_STATEMENT ? place : place.substring(0, LONGEST_STATEMENT);
        TreeSet<Character> found = new TreeSet<>();
        for (int i = 0; i < text.length(); i++) {
            if (isChoice(text, i, found.isEmpty())) {
                found.add(Character.toUpperCase(text.charAt(i)));
            }
        }
        if (found.size() == 1) {
            return new Choice.Of(found.first());
        }
        return new Choice.None(
                found.isEmpty()
                        ? name + " names no choice: '" + Shown.of(text) + "'"
                        : name + " names several choices: " + found);
    }

    /** Whether a letter that names a choice stands here; after the first one only if it is marked or joined as another. */
    private boolean isChoice(String text, int at, boolean first) {
        char letter = Character.toUpperCase(text.charAt(at));
        if (letter < 'A' || letter > last || isInsideWord(text, at)) {
            return false;
        }
        if (isMarked(text, at)) {
            return true;
        }
        if (text.charAt(at) != letter || (letter == 'I' && isFollowedByWord(text, at))) {
            return first && lettersAndDigits(text) == 1;
        }
        return first || isJoined(text, at);
    }

    /** {@code (B)}, {@code B)}, {@code {B}}. */
    private static boolean isMarked(String text, int at) {
        char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        return next == ')' || (next == '}' && text.charAt(Math.max(0, at - 1)) == '{');
    }

    /** Whether a comma, a slash, an ampersand, "and", "or" or "nor" leads to this letter. */
    private static boolean isJoined(String text, int at) {
        int end = at;
        while (end > 0 && " \t*_`\"'({[".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        if (end > 0 && ",/&|+".indexOf(text.charAt(end - 1)) >= 0) {
            return true;
        }
        int start = end;
        while (start > 0 && Character.isLetter(text.charAt(start - 1))) {
            start--;
        }
        return switch (text.substring(start, end).toLowerCase(Locale.ROOT)) {
            case "and", "or", "nor", "either", "maybe" -> true;
            default -> false;
        };
    }

    private static boolean isFollowedByWord(String text, int at) {
        return at + 2 < text.length() && text.charAt(at + 1) == ' ' && Character.isLetter(text.charAt(at + 2));
    }

    private static boolean isInsideWord(String text, int at) {
        return isLetterOrDigit(text, at - 1)
                || isLetterOrDigit(text, at + 1)
                || (at > 0 && text.charAt(at - 1) == '\\')
                || (at + 1 < text.length() && "'’".indexOf(text.charAt(at + 1)) >= 0 && isLetterOrDigit(text, at + 2));
    }

    private static boolean isLetterOrDigit(String text, int at) {
        return at >= 0 && at < text.length() && Character.isLetterOrDigit(text.charAt(at));
    }

    private static long lettersAndDigits(String text) {
        return text.chars().filter(Character::isLetterOrDigit).count();
    }
}
