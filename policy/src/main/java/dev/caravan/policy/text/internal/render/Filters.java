package dev.caravan.policy.text.internal.render;

import dev.caravan.policy.text.internal.value.Arguments;
import dev.caravan.policy.text.internal.value.Json;
import dev.caravan.policy.text.internal.value.Limits;
import dev.caravan.policy.text.internal.value.None;
import dev.caravan.policy.text.internal.value.Operators;
import dev.caravan.policy.text.internal.value.Undefined;
import dev.caravan.policy.text.internal.value.Values;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What may follow {@code |}: filters of single values here, those of lists in {@link ListFilters}. */
final class Filters {

    private Filters() {}

    static Object apply(String name, Object value, Arguments arguments) {
        return switch (name) {
            case "trim" -> StringMethods.strip(Values.text(value), arguments.get(0, "chars", None.NONE), true, true);
            case "upper" -> Values.text(value).toUpperCase(Locale.ROOT);
            case "lower" -> Values.text(value).toLowerCase(Locale.ROOT);
            case "capitalize" -> StringMethods.capitalize(Values.text(value));
            case "title" ->
                Pattern.compile("[^-\\s({\\[<]+")
                        .matcher(Values.text(value))
                        .replaceAll(word -> Matcher.quoteReplacement(StringMethods.capitalize(word.group())));
            case "replace" ->
                StringMethods.replace(
                        Values.text(value),
                        arguments.text(0, "old"),
                        arguments.text(1, "new"),
                        arguments.integer(2, "count", -1));
            case "indent" -> indent(Values.text(value), arguments);
            case "string" -> Values.text(value);
            case "safe" -> value;
            case "escape", "e" -> escape(Values.text(value));
            case "tojson" -> Json.of(value, arguments.integer(0, "indent", -1));
            case "int" -> whole(value, arguments.get(0, "default", 0L));
            case "float" -> decimal(value, arguments.get(0, "default", 0.0));
            case "abs" -> Values.compare(value, 0L) < 0 ? Operators.negate(value) : Values.number(value);
            case "round" -> round(value, arguments);
            case "length", "count" -> length(value);
            case "default", "d" -> {
                boolean replaced = value instanceof Undefined
                        || (Values.truth(arguments.get(1, "boolean", false)) && !Values.truth(value));
                yield replaced ? arguments.get(0, "default_value", "") : value;
            }
            default -> ListFilters.apply(name, value, arguments);
        };
    }

    private static long length(Object value) {
        if (value instanceof String text) {
            return text.codePointCount(0, text.length());
        }
        return value instanceof Map<?, ?> map
                ? map.size()
                : Values.iterate(value).size();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;")
                .replace("\"", "&#34;");
    }

    private static String indent(String text, Arguments arguments) {
        Object width = arguments.get(0, "width", 4L);
        boolean first = Values.truth(arguments.get(1, "first", false));
        boolean blank = Values.truth(arguments.get(2, "blank", false));
        String prefix = width instanceof String given ? given : (String) Operators.apply("*", " ", width);
        List<String> lines = List.of(text.split("\n", -1));
        Limits.text(text.length() + (long) prefix.length() * lines.size());
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            boolean indented = i == 0 ? first : blank || !lines.get(i).isEmpty();
            out.append(i == 0 ? "" : "\n").append(indented ? prefix : "").append(lines.get(i));
        }
        return out.toString();
    }

    /** As Python's {@code int}, then {@code int(float(...))}. */
    private static Object whole(Object value, Object otherwise) {
        if (Values.isNumber(value)) {
            return Values.number(value).longValue();
        }
        String text = Values.text(value).strip();
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            Object number = decimal(text, otherwise);
            return number instanceof Double large ? (Object) large.longValue() : otherwise;
        }
    }

    private static Object decimal(Object value, Object otherwise) {
        if (Values.isNumber(value)) {
            return Values.number(value).doubleValue();
        }
        try {
            return Double.parseDouble(Values.text(value).strip());
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    private static double round(Object value, Arguments arguments) {
        RoundingMode mode =
                switch (Values.text(arguments.get(1, "method", "common"))) {
                    case "ceil" -> RoundingMode.CEILING;
                    case "floor" -> RoundingMode.FLOOR;
                    default -> RoundingMode.HALF_EVEN;
                };
        return new BigDecimal(Values.number(value).doubleValue())
                .setScale(Math.min(300, arguments.integer(0, "precision", 0)), mode)
                .doubleValue();
    }
}
