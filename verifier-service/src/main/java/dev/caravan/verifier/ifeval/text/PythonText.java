package dev.caravan.verifier.ifeval.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/** Python's string methods and character classes where they differ from Java's; names as in Python. */
public final class PythonText {

    /** Python's {@code string.punctuation}. */
    public static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    private PythonText() {}

    /** {@code str.isspace} of one character, which is also {@code \s}: wider than Java's, with the no-break spaces. */
    public static boolean isSpace(int c) {
        return (c >= 9 && c <= 13) || (c >= 0x1c && c <= 0x20) || c == 0x85 || (c >= 0xa0 && Character.isSpaceChar(c));
    }

    /** {@code \w}: letters, numbers of any kind, and the underscore; no combining marks. */
    public static boolean isWord(int c) {
        return isAlnum(c) || c == '_';
    }

    /** {@code str.isalnum} of one character. */
    public static boolean isAlnum(int c) {
        if (Character.isLetterOrDigit(c)) {
            return true;
        }
        int type = Character.getType(c);
        return type == Character.LETTER_NUMBER || type == Character.OTHER_NUMBER;
    }

    /** Whether there is a word character on exactly one side of this place: {@code \b}. */
    public static boolean isBoundary(String text, int at) {
        boolean before = at > 0 && isWord(text.codePointBefore(at));
        boolean after = at < text.length() && isWord(text.codePointAt(at));
        return before != after;
    }

    /** {@code str.isupper}: something cased, and nothing in lower or title case. */
    public static boolean isUpper(String text) {
        return text.codePoints().anyMatch(Character::isUpperCase)
                && text.codePoints().noneMatch(c -> Character.isLowerCase(c) || Character.isTitleCase(c));
    }

    /** {@code str.islower}: something cased, and nothing in upper or title case. */
    public static boolean isLower(String text) {
        return text.codePoints().anyMatch(Character::isLowerCase)
                && text.codePoints().noneMatch(c -> Character.isUpperCase(c) || Character.isTitleCase(c));
    }

    /** {@code str.lower}. */
    public static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** {@code str.strip()}. */
    public static String strip(String text) {
        return strip(text, PythonText::isSpace);
    }

    /** {@code str.strip(characters)}. */
    public static String strip(String text, String characters) {
        return strip(text, c -> characters.indexOf(c) >= 0);
    }

    private static String strip(String text, IntPredicate drop) {
        int end = end(text, drop);
        int start = start(text, drop);
        return start < end ? text.substring(start, end) : "";
    }

    /** {@code str.lstrip(characters)}. */
    public static String lstrip(String text, String characters) {
        return text.substring(start(text, c -> characters.indexOf(c) >= 0));
    }

    /** {@code str.rstrip(characters)}. */
    public static String rstrip(String text, String characters) {
        return text.substring(0, end(text, c -> characters.indexOf(c) >= 0));
    }

    /** Where {@code str.rstrip()} would end. */
    static int rstripped(String text) {
        return end(text, PythonText::isSpace);
    }

    private static int start(String text, IntPredicate drop) {
        int start = 0;
        while (start < text.length() && drop.test(text.charAt(start))) {
            start++;
        }
        return start;
    }

    private static int end(String text, IntPredicate drop) {
        int end = text.length();
        while (end > 0 && drop.test(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    /** {@code not str.strip()}. */
    public static boolean isBlank(String text) {
        return start(text, PythonText::isSpace) == text.length();
    }

    /** {@code str.split()}: what lies between runs of white space. */
    public static List<String> split(String text) {
        return runs(text, c -> !isSpace(c));
    }

    /** {@code str.split(separator)}: at every occurrence from the left, empty parts included. */
    public static List<String> split(String text, String separator) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
            parts.add(text.substring(from, at));
            from = at + separator.length();
        }
        parts.add(text.substring(from));
        return parts;
    }

    /** {@code str.count(part)}: occurrences that do not overlap. */
    public static int count(String text, String part) {
        int count = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
            count++;
        }
        return count;
    }

    /** {@code re.findall(r"\w+", text)}. */
    public static List<String> words(String text) {
        return runs(text, PythonText::isWord);
    }

    /** The longest runs of characters of a kind, as {@code findall} of a character class gives them. */
    public static List<String> runs(String text, IntPredicate kind) {
        List<String> runs = new ArrayList<>();
        int start = -1;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            boolean inside = kind.test(c);
            if (inside && start < 0) {
                start = i;
            } else if (!inside && start >= 0) {
                runs.add(text.substring(start, i));
                start = -1;
            }
            i += Character.charCount(c);
        }
        if (start >= 0) {
            runs.add(text.substring(start));
        }
        return runs;
    }

    /** Without the ASCII punctuation, as the references delete it with {@code str.translate}. */
    public static String withoutPunctuation(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (PUNCTUATION.indexOf(text.charAt(i)) < 0) {
                kept.append(text.charAt(i));
            }
        }
        return kept.toString();
    }

    /** {@code str.strip(string.punctuation + " ")}. */
    public static String bare(String word) {
        return strip(word, PUNCTUATION + " ");
    }

    /** {@code len(text)}: code points. */
    public static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
