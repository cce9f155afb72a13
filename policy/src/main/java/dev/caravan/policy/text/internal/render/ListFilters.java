package dev.caravan.policy.text.internal.render;

import dev.caravan.policy.text.internal.value.Arguments;
import dev.caravan.policy.text.internal.value.JinjaException;
import dev.caravan.policy.text.internal.value.None;
import dev.caravan.policy.text.internal.value.Operators;
import dev.caravan.policy.text.internal.value.Undefined;
import dev.caravan.policy.text.internal.value.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** Filters of lists, dicts and the characters of texts. */
final class ListFilters {

    private ListFilters() {}

    static Object apply(String name, Object value, Arguments arguments) {
        return switch (name) {
            case "list" -> Values.iterate(value);
            case "items" -> value instanceof Map<?, ?> map ? Attributes.items(map) : Values.iterate(value);
            case "dictsort" -> sorted(Attributes.items(dict(value)), pair -> Attributes.item(pair, 0L), false);
            case "first" -> end(Values.iterate(value), true);
            case "last" -> end(Values.iterate(value), false);
            case "join" ->
                StringMethods.join(
                        Values.text(arguments.get(0, "d", "")),
                        attributes(value, arguments.get(1, "attribute", None.NONE)));
            case "reverse" -> reverse(value);
            case "sort" ->
                sorted(
                        Values.iterate(value),
                        key(
                                arguments.get(2, "attribute", None.NONE),
                                Values.truth(arguments.get(1, "case_sensitive", false))),
                        Values.truth(arguments.get(0, "reverse", false)));
            case "unique" ->
                unique(
                        Values.iterate(value),
                        key(
                                arguments.get(1, "attribute", None.NONE),
                                Values.truth(arguments.get(0, "case_sensitive", false))));
            case "min" -> extreme(value, arguments, false);
            case "max" -> extreme(value, arguments, true);
            case "sum" -> {
                Object sum = arguments.get(1, "start", 0L);
                for (Object element : attributes(value, arguments.get(0, "attribute", None.NONE))) {
                    sum = Operators.apply("+", sum, element);
                }
                yield sum;
            }
            case "map" -> map(Values.iterate(value), arguments);
            case "select" -> keep(value, element -> test(element, arguments, 0));
            case "reject" -> keep(value, element -> !test(element, arguments, 0));
            case "selectattr" -> keep(value, element -> test(attribute(element, arguments), arguments, 1));
            case "rejectattr" -> keep(value, element -> !test(attribute(element, arguments), arguments, 1));
            default -> throw new JinjaException("the filter '" + name + "' is not supported");
        };
    }

    private static Map<?, ?> dict(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw Values.defined(value, value, "not a dict: " + Values.repr(value));
    }

    private static Object end(List<Object> elements, boolean first) {
        if (elements.isEmpty()) {
            return new Undefined("an element of an empty list");
        }
        return elements.get(first ? 0 : elements.size() - 1);
    }

    private static Object reverse(Object value) {
        List<Object> reversed = new ArrayList<>(Values.iterate(value));
        Collections.reverse(reversed);
        return value instanceof String ? Slices.concatenate(reversed) : reversed;
    }

    private interface Key {
        Object of(Object element);
    }

    /** What to compare by: an attribute if given, and letters without their case unless told. */
    private static Key key(Object attribute, boolean caseSensitive) {
        return element -> {
            Object value = attribute == None.NONE ? element : Attributes.path(element, attribute);
            return !caseSensitive && value instanceof String text ? text.toLowerCase(Locale.ROOT) : value;
        };
    }

    private static List<Object> sorted(List<Object> elements, Key key, boolean reverse) {
        List<Object> sorted = new ArrayList<>(elements);
        Comparator<Object> order = (left, right) -> Values.compare(key.of(left), key.of(right));
        sorted.sort(reverse ? order.reversed() : order);
        return sorted;
    }

    private static List<Object> unique(List<Object> elements, Key key) {
        List<Object> seen = new ArrayList<>();
        List<Object> kept = new ArrayList<>();
        for (Object element : elements) {
            Object value = key.of(element);
            if (!Operators.contains(seen, value)) {
                seen.add(value);
                kept.add(element);
            }
        }
        return kept;
    }

    private static Object extreme(Object value, Arguments arguments, boolean last) {
        Key key =
                key(arguments.get(1, "attribute", None.NONE), Values.truth(arguments.get(0, "case_sensitive", false)));
        return end(sorted(Values.iterate(value), key, last), true);
    }

    private static List<Object> attributes(Object value, Object attribute) {
        List<Object> elements = Values.iterate(value);
        return attribute == None.NONE
                ? elements
                : elements.stream()
                        .map(element -> Attributes.path(element, attribute))
                        .toList();
    }

    private static List<Object> map(List<Object> elements, Arguments arguments) {
        if (arguments.positional().isEmpty()) {
            Object attribute = arguments.required(0, "attribute");
            Object otherwise = arguments.named().get("default");
            return elements.stream()
                    .map(element -> Attributes.path(element, attribute))
                    .map(found -> found instanceof Undefined && otherwise != null ? otherwise : found)
                    .toList();
        }
        String filter = arguments.text(0, "filter");
        Arguments rest = new Arguments(
                arguments.positional().subList(1, arguments.positional().size()), arguments.named());
        return elements.stream()
                .map(element -> Filters.apply(filter, element, rest))
                .toList();
    }

    private static List<Object> keep(Object value, Predicate<Object> test) {
        return Values.iterate(value).stream().filter(test).toList();
    }

    private static Object attribute(Object element, Arguments arguments) {
        return Attributes.path(element, arguments.required(0, "attribute"));
    }

    /** The test named at this position with the arguments after it; without a name, truth. */
    private static boolean test(Object value, Arguments arguments, int position) {
        List<Object> given = arguments.positional();
        return given.size() <= position
                ? Values.truth(value)
                : Predicates.test(arguments.text(position, "test"), value, given.subList(position + 1, given.size()));
    }
}
