package dev.caravan.verifier.math.compare;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads answers to multiple-choice questions: {@code B}, {@code (B)}, {@code \textbf{(B)} 12}, {@code B. twelve}. */
public final class Choice {

    private static final char LAST = 'J';
    private static final int MAX_SHORT = 16;
    private static final List<String> NAMES = List.of("option ", "choice ", "answer ");
    private static final Set<String> COMMANDS =
            Set.of("text", "textbf", "mathrm", "mathbf", "mbox", "textrm", "rm", "bf");

    private Choice() {}

    /** The letter, if the text is nothing but a letter from A to J and the marks around it; null if it is not. */
    public static @Nullable Character only(String text) {
        int[] end = new int[1];
        Character letter = first(text, end);
        return letter != null && marksOnly(text, end[0]) ? letter : null;
    }

    /** The letter that the text is or starts with, the option's wording behind it; null if there is none. */
    public static @Nullable Character leading(String text) {
        int[] end = new int[1];
        String option = withoutName(text);
        Character letter = first(option, end);
        if (letter == null && option.length() <= MAX_SHORT) {
            letter = only(option.toUpperCase(Locale.ROOT));
            return option.chars().filter(Character::isLetter).count() == 1 ? letter : null;
        }
        return letter == null || marksOnly(option, end[0]) || isOption(option, end[0]) ? letter : null;
    }

    /** The text without "option" or "choice" at its start. */
    private static String withoutName(String text) {
        String bare = text.strip();
        String start = bare.startsWith("\\text{") ? bare.substring("\\text{".length()) : bare;
        for (String name : NAMES) {
            if (start.regionMatches(true, 0, name, 0, name.length())) {
                return start.substring(name.length());
            }
        }
        return bare;
    }

    private static boolean isOption(String text, int end) {
        return ").:".indexOf(text.charAt(end)) >= 0 && !offersAnother(text, end);
    }

    /** Whether a second option is named: {@code (B) or (C)}. */
    private static boolean offersAnother(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean alone = c >= 'A'
                    && c <= LAST
                    && !Character.isLetterOrDigit(text.charAt(i - 1))
                    && (i + 1 == text.length() || !Character.isLetterOrDigit(text.charAt(i + 1)));
            if (!alone) {
                continue;
            }
            String before = text.substring(from, i).stripTrailing();
            boolean listed = before.endsWith("(")
                    || before.endsWith("{")
                    || before.endsWith(",")
                    || before.endsWith("or")
                    || before.endsWith("and");
            boolean marked = i + 1 < text.length() && ").:".indexOf(text.charAt(i + 1)) >= 0;
            if (listed || marked) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Character first(String text, int[] end) {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\\') {
                int name = at + 1;
                while (name < text.length() && Character.isLetter(text.charAt(name))) {
                    name++;
                }
                if (name > at + 1 && !COMMANDS.contains(text.substring(at + 1, name))) {
                    return null;
                }
                at = Math.max(name, at + 2);
            } else if (Character.isWhitespace(c) || "({[*$".indexOf(c) >= 0) {
                at++;
            } else {
                break;
            }
        }
        boolean letter = at < text.length() && text.charAt(at) >= 'A' && text.charAt(at) <= LAST;
        boolean alone = at + 1 >= text.length() || !Character.isLetterOrDigit(text.charAt(at + 1));
        end[0] = at + 1;
        return letter && alone ? text.charAt(at) : null;
    }

    private static boolean marksOnly(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (!Character.isWhitespace(text.charAt(i)) && ")}].*$,:".indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }
}
