package dev.caravan.policy.text.internal.render;

import dev.caravan.policy.text.internal.value.Callable;
import dev.caravan.policy.text.internal.value.JinjaException;
import dev.caravan.policy.text.internal.value.None;
import dev.caravan.policy.text.internal.value.Operators;
import dev.caravan.policy.text.internal.value.Undefined;
import dev.caravan.policy.text.internal.value.Values;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What may follow {@code is}. */
final class Predicates {

    private Predicates() {}

    static boolean test(String name, Object value, List<Object> arguments) {
        return switch (name) {
            case "defined" -> !(value instanceof Undefined);
            case "undefined" -> value instanceof Undefined;
            case "none" -> value == None.NONE;
            case "boolean" -> value instanceof Boolean;
            case "true" -> Boolean.TRUE.equals(value);
            case "false" -> Boolean.FALSE.equals(value);
            case "integer" -> value instanceof Long;
            case "float" -> value instanceof Double;
            case "number" -> Values.isNumber(value);
            case "string" -> value instanceof String;
            case "mapping" -> value instanceof Map<?, ?>;
            case "iterable" -> isSequence(value) || value instanceof Undefined;
            case "sequence" -> isSequence(value) || value instanceof Undefined;
            case "callable" -> value instanceof Callable;
            case "upper" ->
                cased(value) && Values.text(value).equals(Values.text(value).toUpperCase(Locale.ROOT));
            case "lower" ->
                cased(value) && Values.text(value).equals(Values.text(value).toLowerCase(Locale.ROOT));
            case "odd" -> remainder(value, 2) == 1;
            case "even" -> remainder(value, 2) == 0;
            case "divisibleby" -> remainder(value, Values.index(argument(name, arguments))) == 0;
            case "sameas" -> value.equals(argument(name, arguments));
            case "in" -> Operators.contains(argument(name, arguments), value);
            case "eq", "equalto", "==" -> Values.equal(value, argument(name, arguments));
            case "ne", "!=" -> !Values.equal(value, argument(name, arguments));
            case "lt", "lessthan", "<" -> Values.compare(value, argument(name, arguments)) < 0;
            case "le", "<=" -> Values.compare(value, argument(name, arguments)) <= 0;
            case "gt", "greaterthan", ">" -> Values.compare(value, argument(name, arguments)) > 0;
            case "ge", ">=" -> Values.compare(value, argument(name, arguments)) >= 0;
            default -> throw new JinjaException("the test '" + name + "' is not supported");
        };
    }

    private static boolean isSequence(Object value) {
        return value instanceof List<?> || value instanceof String || value instanceof Map<?, ?>;
    }

    private static boolean cased(Object value) {
        return Values.text(value).codePoints().anyMatch(Character::isLetter);
    }

    private static long remainder(Object value, int divisor) {
        return Values.number(Operators.apply("%", value, (long) divisor)).longValue();
    }

    private static Object argument(String test, List<Object> arguments) {
        if (arguments.isEmpty()) {
            throw new JinjaException("the test '" + test + "' needs an argument");
        }
        return arguments.get(0);
    }
}
