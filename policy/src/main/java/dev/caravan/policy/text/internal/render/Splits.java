package dev.caravan.policy.text.internal.render;

import dev.caravan.policy.text.internal.value.Arguments;
import dev.caravan.policy.text.internal.value.JinjaException;
import dev.caravan.policy.text.internal.value.None;
import dev.caravan.policy.text.internal.value.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Python's {@code split}, {@code rsplit} and {@code splitlines}. */
final class Splits {

    private Splits() {}

    static List<Object> lines(String text) {
        List<Object> lines = new ArrayList<>();
        text.lines().forEach(lines::add);
        return lines;
    }

    static List<Object> split(String text, Arguments arguments, boolean fromRight) {
        Object separator = arguments.get(0, "sep", None.NONE);
        int most = arguments.integer(1, "maxsplit", -1);
        int limit = most < 0 ? Integer.MAX_VALUE : most;
        List<Object> parts = new ArrayList<>();
        if (separator == None.NONE) {
            words(text, limit, fromRight, parts);
        } else if (separator instanceof String mark && !mark.isEmpty()) {
            pieces(text, mark, limit, fromRight, parts);
        } else {
            throw new JinjaException("cannot split at " + Values.repr(separator));
        }
        if (fromRight) {
            Collections.reverse(parts);
        }
        return parts;
    }

    private static void pieces(String text, String mark, int limit, boolean fromRight, List<Object> parts) {
        int from = 0;
        int to = text.length();
        while (parts.size() < limit) {
            int at = fromRight ? text.lastIndexOf(mark, to - mark.length()) : text.indexOf(mark, from);
            if (at < from) {
                break;
            }
            parts.add(fromRight ? text.substring(at + mark.length(), to) : text.substring(from, at));
            to = fromRight ? at : to;
            from = fromRight ? from : at + mark.length();
        }
        parts.add(text.substring(from, to));
    }

    /** Without a separator: runs of white space separate, and there are no empty parts. */
    private static void words(String text, int limit, boolean fromRight, List<Object> parts) {
        String rest = StringMethods.strip(text, None.NONE, !fromRight, fromRight);
        while (parts.size() < limit) {
            int at = space(rest, fromRight);
            if (at < 0) {
                break;
            }
            parts.add(fromRight ? rest.substring(at + 1) : rest.substring(0, at));
            String left = fromRight ? rest.substring(0, at) : rest.substring(at);
            rest = StringMethods.strip(left, None.NONE, !fromRight, fromRight);
        }
        if (!rest.isEmpty()) {
            parts.add(rest);
        }
    }

    private static int space(String text, boolean last) {
        for (int i = 0; i < text.length(); i++) {
            int at = last ? text.length() - 1 - i : i;
            if (StringMethods.isSpace(text.charAt(at))) {
                return at;
            }
        }
        return -1;
    }
}
