package dev.caravan.policy.text.internal.value;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Arithmetic, comparison and membership, as in Python. */
public final class Operators {

    private Operators() {}

    /** {@code left operator right} for an operator that evaluates both sides. */
    public static Object apply(String operator, Object left, Object right) {
        try {
            return switch (operator) {
                case "==" -> Values.equal(left, right);
                case "!=" -> !Values.equal(left, right);
                case "<" -> Values.compare(left, right) < 0;
                case "<=" -> Values.compare(left, right) <= 0;
                case ">" -> Values.compare(left, right) > 0;
                case ">=" -> Values.compare(left, right) >= 0;
                case "in" -> contains(right, left);
                case "not in" -> !contains(right, left);
                case "~" -> join(Values.text(left), Values.text(right));
                case "+" -> add(left, right);
                case "*" -> multiply(left, right);
                default -> arithmetic(operator, left, right);
            };
        } catch (ArithmeticException e) {
            throw new JinjaException(
                    Values.repr(left) + " " + operator + " " + Values.repr(right) + ": " + e.getMessage());
        }
    }

    /** Python's {@code in}. */
    public static boolean contains(Object container, Object item) {
        if (container instanceof String text) {
            if (item instanceof String part) {
                return text.contains(part);
            }
            throw Values.defined(item, item, "cannot look for " + Values.repr(item) + " in a string");
        }
        if (container instanceof Map<?, ?> map) {
            return map.containsKey(item);
        }
        return Values.iterate(container).stream().anyMatch(element -> Values.equal(element, item));
    }

    /** {@code -value}. */
    public static Object negate(Object value) {
        Number number = Values.number(value);
        return number instanceof Long whole ? (Object) Math.negateExact(whole) : (Object) (-number.doubleValue());
    }

    private static Object add(Object left, Object right) {
        if (left instanceof String a && right instanceof String b) {
            return join(a, b);
        }
        if (left instanceof List<?> a && right instanceof List<?> b) {
            List<Object> all = new ArrayList<>(Limits.list((long) a.size() + b.size()));
            all.addAll(a);
            all.addAll(b);
            return all;
        }
        return arithmetic("+", left, right);
    }

    private static Object multiply(Object left, Object right) {
        if (right instanceof String || right instanceof List<?>) {
            return Values.isNumber(left) ? multiply(right, left) : arithmetic("*", left, right);
        }
        if (left instanceof String text && Values.isNumber(right)) {
            int times = Math.max(0, Values.index(right));
            Limits.text((long) text.length() * times);
            return text.repeat(times);
        }
        if (left instanceof List<?> list && Values.isNumber(right)) {
            int times = Math.max(0, Values.index(right));
            List<Object> all = new ArrayList<>(Limits.list((long) list.size() * times));
            for (int i = 0; i < times && !list.isEmpty(); i++) {
                all.addAll(list);
            }
            return all;
        }
        return arithmetic("*", left, right);
    }

    private static Object arithmetic(String operator, Object left, Object right) {
        if (!Values.isNumber(left) || !Values.isNumber(right)) {
            throw Values.defined(
                    left, right, "cannot compute " + Values.repr(left) + " " + operator + " " + Values.repr(right));
        }
        Number a = Values.number(left);
        Number b = Values.number(right);
        return a instanceof Long x && b instanceof Long y && !operator.equals("/")
                ? whole(operator, x, y)
                : decimal(operator, a.doubleValue(), b.doubleValue());
    }

    private static Object whole(String operator, long a, long b) {
        return switch (operator) {
            case "+" -> Math.addExact(a, b);
            case "-" -> Math.subtractExact(a, b);
            case "*" -> Math.multiplyExact(a, b);
            case "//" -> Math.floorDiv(a, b);
            case "%" -> Math.floorMod(a, b);
            case "**" -> b < 0 ? (Object) Math.pow((double) a, (double) b) : (Object) power(a, b);
            default -> throw new JinjaException("unknown operator " + operator);
        };
    }

    private static long power(long base, long exponent) {
        // From the 64th power on only -1, 0 and 1 still fit a long, and of those only the parity matters.
        int enough = (int) (exponent > 64 ? 64 + exponent % 2 : exponent);
        return BigInteger.valueOf(base).pow(enough).longValueExact();
    }

    private static Object decimal(String operator, double a, double b) {
        if (b == 0 && (operator.equals("/") || operator.equals("//") || operator.equals("%"))) {
            throw new ArithmeticException("division by zero");
        }
        return switch (operator) {
            case "+" -> a + b;
            case "-" -> a - b;
            case "*" -> a * b;
            case "/" -> a / b;
            case "//" -> Math.floor(a / b);
            case "%" -> a - b * Math.floor(a / b);
            case "**" -> Math.pow(a, b);
            default -> throw new JinjaException("unknown operator " + operator);
        };
    }

    private static String join(String left, String right) {
        Limits.text((long) left.length() + right.length());
        return left + right;
    }
}
