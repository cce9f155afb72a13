package dev.caravan.policy.text.internal.value;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Truth, text, equality, order and iteration of values, as in Python. */
public final class Values {

    private Values() {}

    /** Whether {@code if} takes the value for true. */
    public static boolean truth(Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        if (value instanceof Number number) {
            return number.doubleValue() != 0;
        }
        if (value instanceof String text) {
            return !text.isEmpty();
        }
        if (value instanceof List<?> list) {
            return !list.isEmpty();
        }
        if (value instanceof Map<?, ?> map) {
            return !map.isEmpty();
        }
        return !(value instanceof Undefined) && value != None.NONE;
    }

    /** Python's {@code str}. */
    public static String text(Object value) {
        if (value instanceof String text) {
            return text;
        }
        return value instanceof Undefined ? "" : repr(value);
    }

    /** Python's {@code repr}. */
    public static String repr(Object value) {
        if (value instanceof String text) {
            return quote(text);
        }
        if (value instanceof Boolean flag) {
            return flag ? "True" : "False";
        }
        if (value instanceof Double number) {
            return decimal(number);
        }
        if (value == None.NONE) {
            return "None";
        }
        if (value instanceof Undefined) {
            return "Undefined";
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Values::repr).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> repr(entry.getKey()) + ": " + repr(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return String.valueOf(value);
    }

    private static String quote(String text) {
        char mark = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        StringBuilder out = new StringBuilder().append(mark);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c == mark) {
                        out.append('\\').append(c);
                    } else if (c < ' ' || c == 0x7F) {
                        out.append(String.format("\\x%02x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append(mark).toString();
    }

    private static String decimal(double number) {
        if (Double.isNaN(number)) {
            return "nan";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "inf" : "-inf";
        }
        double size = Math.abs(number);
        if (size == 0 || (size >= 1e-4 && size < 1e16)) {
            String plain = new BigDecimal(Double.toString(number)).toPlainString();
            return number == 0 ? Double.toString(number) : plain.contains(".") ? plain : plain + ".0";
        }
        String[] parts = Double.toString(number).split("E", 2);
        String mantissa = parts[0].endsWith(".0") ? parts[0].substring(0, parts[0].length() - 2) : parts[0];
        int exponent = Integer.parseInt(parts[1]);
        return mantissa + String.format("e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
    }

    /** Python's {@code ==}. */
    public static boolean equal(Object left, Object right) {
        if (isNumber(left) && isNumber(right)) {
            return compareNumbers(left, right) == 0;
        }
        if (left instanceof List<?> a && right instanceof List<?> b) {
            if (a.size() != b.size()) {
                return false;
            }
            for (int i = 0; i < a.size(); i++) {
                if (!equal(a.get(i), b.get(i))) {
                    return false;
                }
            }
            return true;
        }
        return (left instanceof Undefined && right instanceof Undefined) || left.equals(right);
    }

    /** Python's order; an error if the two have none. */
    public static int compare(Object left, Object right) {
        if (isNumber(left) && isNumber(right)) {
            return compareNumbers(left, right);
        }
        if (left instanceof String a && right instanceof String b) {
            return Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
        }
        if (left instanceof List<?> a && right instanceof List<?> b) {
            for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
                if (!equal(a.get(i), b.get(i))) {
                    return compare(a.get(i), b.get(i));
                }
            }
            return Integer.compare(a.size(), b.size());
        }
        throw defined(left, right, "cannot compare " + repr(left) + " with " + repr(right));
    }

    /** Whether Python counts with it; True and False are 1 and 0. */
    public static boolean isNumber(Object value) {
        return value instanceof Number || value instanceof Boolean;
    }

    /** A number, a flag counted as one. */
    public static Number number(Object value) {
        if (value instanceof Boolean flag) {
            return flag ? 1L : 0L;
        }
        if (value instanceof Number number) {
            return number;
        }
        throw defined(value, value, "not a number: " + repr(value));
    }

    /** A whole number that may count or index something. */
    public static int index(Object value) {
        if (isNumber(value) && number(value) instanceof Long whole) {
            return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, whole));
        }
        throw defined(value, value, "not a whole number: " + repr(value));
    }

    /** Elements of a list, keys of a dict, characters of a text; nothing of something undefined. */
    public static List<Object> iterate(Object value) {
        if (value instanceof List<?> list) {
            return List.copyOf(list);
        }
        if (value instanceof Map<?, ?> map) {
            return List.copyOf(map.keySet());
        }
        if (value instanceof String text) {
            List<Object> characters = new ArrayList<>();
            text.codePoints().forEach(point -> characters.add(Character.toString(point)));
            return characters;
        }
        if (value instanceof Undefined) {
            return List.of();
        }
        throw new JinjaException("cannot iterate over " + repr(value));
    }

    /** The error about an undefined operand if one is, else the given message. */
    public static JinjaException defined(Object left, Object right, String message) {
        if (left instanceof Undefined undefined) {
            return undefined.error();
        }
        return right instanceof Undefined undefined ? undefined.error() : new JinjaException(message);
    }

    private static int compareNumbers(Object left, Object right) {
        Number a = number(left);
        Number b = number(right);
        return a instanceof Long x && b instanceof Long y
                ? Long.compare(x, y)
                : Double.compare(a.doubleValue() + 0.0, b.doubleValue() + 0.0);
    }
}
