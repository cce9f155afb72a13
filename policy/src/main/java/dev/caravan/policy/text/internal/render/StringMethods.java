package dev.caravan.policy.text.internal.render;

import dev.caravan.policy.text.internal.value.Arguments;
import dev.caravan.policy.text.internal.value.JinjaException;
import dev.caravan.policy.text.internal.value.Limits;
import dev.caravan.policy.text.internal.value.None;
import dev.caravan.policy.text.internal.value.Values;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.IntPredicate;

/** The methods of Python's {@code str}. Positions count code points. */
final class StringMethods {

    private static final Set<String> NAMES = Set.of(
            "strip",
            "lstrip",
            "rstrip",
            "startswith",
            "endswith",
            "split",
            "rsplit",
            "splitlines",
            "replace",
            "upper",
            "lower",
            "title",
            "capitalize",
            "find",
            "rfind",
            "count",
            "join",
            "removeprefix",
            "removesuffix",
            "isdigit",
            "isalpha",
            "isspace");

    private StringMethods() {}

    static boolean exists(String name) {
        return NAMES.contains(name);
    }

    static Object call(String text, String name, Arguments arguments) {
        return switch (name) {
            case "strip" -> strip(text, arguments.get(0, "chars", None.NONE), true, true);
            case "lstrip" -> strip(text, arguments.get(0, "chars", None.NONE), true, false);
            case "rstrip" -> strip(text, arguments.get(0, "chars", None.NONE), false, true);
            case "startswith" -> any(text, arguments.required(0, "prefix"), String::startsWith);
            case "endswith" -> any(text, arguments.required(0, "suffix"), String::endsWith);
            case "split" -> Splits.split(text, arguments, false);
            case "rsplit" -> Splits.split(text, arguments, true);
            case "splitlines" -> Splits.lines(text);
            case "replace" ->
                replace(text, arguments.text(0, "old"), arguments.text(1, "new"), arguments.integer(2, "count", -1));
            case "upper" -> text.toUpperCase(Locale.ROOT);
            case "lower" -> text.toLowerCase(Locale.ROOT);
            case "title" -> title(text);
            case "capitalize" -> capitalize(text);
            case "find" -> position(text, text.indexOf(arguments.text(0, "sub")));
            case "rfind" -> position(text, text.lastIndexOf(arguments.text(0, "sub")));
            case "count" -> (long) count(text, arguments.text(0, "sub"));
            case "join" -> join(text, Values.iterate(arguments.required(0, "iterable")));
            case "removeprefix" ->
                text.startsWith(arguments.text(0, "prefix"))
                        ? text.substring(arguments.text(0, "prefix").length())
                        : text;
            case "removesuffix" ->
                text.endsWith(arguments.text(0, "suffix"))
                        ? text.substring(
                                0, text.length() - arguments.text(0, "suffix").length())
                        : text;
            case "isdigit" -> all(text, Character::isDigit);
            case "isalpha" -> all(text, Character::isLetter);
            case "isspace" -> all(text, StringMethods::isSpace);
            default -> throw new JinjaException("str has no method " + name);
        };
    }

    /** What Python strips and splits at, which is a little more than {@link Character#isWhitespace}. */
    static boolean isSpace(int point) {
        return Character.isWhitespace(point) || point == 0x85 || point == 0xA0 || point == 0x2007 || point == 0x202F;
    }

    /** Without the given characters, or white space if None, at the ends. */
    static String strip(String text, Object characters, boolean left, boolean right) {
        if (!(characters instanceof String) && characters != None.NONE) {
            throw new JinjaException("cannot strip " + Values.repr(characters));
        }
        IntPredicate strips =
                characters instanceof String set ? point -> set.indexOf(point) >= 0 : StringMethods::isSpace;
        int from = 0;
        int to = text.length();
        while (left && from < to && strips.test(text.codePointAt(from))) {
            from += Character.charCount(text.codePointAt(from));
        }
        while (right && from < to && strips.test(text.codePointBefore(to))) {
            to -= Character.charCount(text.codePointBefore(to));
        }
        return text.substring(from, to);
    }

    static String replace(String text, String old, String with, int count) {
        int limit = count < 0 ? Integer.MAX_VALUE : count;
        long found = Math.min(limit, count(text, old));
        Limits.text(text.length() + found * ((long) with.length() - old.length()));
        StringBuilder out = new StringBuilder();
        int at = 0;
        for (long i = 0; i < found; i++) {
            int next = text.indexOf(old, at);
            if (old.isEmpty()) {
                int end = at == text.length() ? at : text.offsetByCodePoints(at, 1);
                out.append(with).append(text, at, end);
                at = end;
            } else {
                out.append(text, at, next).append(with);
                at = next + old.length();
            }
        }
        return out.append(text.substring(at)).toString();
    }

    static String capitalize(String text) {
        int first = text.isEmpty() ? 0 : Character.charCount(text.codePointAt(0));
        return text.substring(0, first).toUpperCase(Locale.ROOT)
                + text.substring(first).toLowerCase(Locale.ROOT);
    }

    static String join(String separator, List<Object> parts) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            out.append(i == 0 ? "" : separator).append(Values.text(parts.get(i)));
            Limits.text(out.length());
        }
        return out.toString();
    }

    private static String title(String text) {
        StringBuilder out = new StringBuilder();
        boolean inWord = false;
        for (int point : text.codePoints().toArray()) {
            String letter = Character.toString(point);
            out.append(inWord ? letter.toLowerCase(Locale.ROOT) : letter.toUpperCase(Locale.ROOT));
            inWord = Character.isLetter(point);
        }
        return out.toString();
    }

    private static int count(String text, String part) {
        if (part.isEmpty()) {
            return text.codePointCount(0, text.length()) + 1;
        }
        int found = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
            found++;
        }
        return found;
    }

    private static boolean any(String text, Object parts, BiPredicate<String, String> test) {
        if (parts instanceof String part) {
            return test.test(text, part);
        }
        return Values.iterate(parts).stream().anyMatch(part -> test.test(text, Values.text(part)));
    }

    private static boolean all(String text, IntPredicate test) {
        return !text.isEmpty() && text.codePoints().allMatch(test);
    }

    private static long position(String text, int index) {
        return index < 0 ? -1 : text.codePointCount(0, index);
    }
}
