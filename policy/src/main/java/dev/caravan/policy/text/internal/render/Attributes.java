package dev.caravan.policy.text.internal.render;

import dev.caravan.policy.text.internal.value.Arguments;
import dev.caravan.policy.text.internal.value.Callable;
import dev.caravan.policy.text.internal.value.Namespace;
import dev.caravan.policy.text.internal.value.None;
import dev.caravan.policy.text.internal.value.Undefined;
import dev.caravan.policy.text.internal.value.Values;
import java.util.List;
import java.util.Map;

/** {@code value.name} and {@code value[key]}. What does not exist is undefined; looking into something undefined is an error. */
final class Attributes {

    private Attributes() {}

    /** Methods first, then elements, as Jinja does. */
    static Object attribute(Object target, String name) {
        if (target instanceof Map<?, ?> map) {
            return switch (name) {
                case "items" -> (Callable) arguments -> items(map);
                case "keys" -> (Callable) arguments -> List.copyOf(map.keySet());
                case "values" -> (Callable) arguments -> List.copyOf(map.values());
                case "get" -> (Callable) arguments -> get(map, arguments);
                default -> element(map, name);
            };
        }
        if (target instanceof String text) {
            return StringMethods.exists(name)
                    ? (Callable) arguments -> StringMethods.call(text, name, arguments)
                    : new Undefined(name);
        }
        if (target instanceof Namespace namespace) {
            Object value = namespace.values().get(name);
            return value == null ? new Undefined(name) : value;
        }
        if (target instanceof Loop loop) {
            return loop.attribute(name);
        }
        if (target instanceof List<?> list) {
            return switch (name) {
                case "count" ->
                    (Callable) arguments -> list.stream()
                            .filter(element -> Values.equal(element, arguments.required(0, "value")))
                            .count();
                default -> new Undefined(name);
            };
        }
        return undefined(target, name);
    }

    /** Elements first, then attributes. */
    static Object item(Object target, Object key) {
        if (target instanceof List<?> list && Values.isNumber(key)) {
            int index = Values.index(key);
            int at = index < 0 ? index + list.size() : index;
            return at >= 0 && at < list.size() ? list.get(at) : new Undefined("element " + index);
        }
        if (target instanceof String text && Values.isNumber(key)) {
            List<Object> characters = Values.iterate(text);
            return item(characters, key);
        }
        if (target instanceof Map<?, ?> map) {
            Object value = map.get(key);
            if (value != null) {
                return value;
            }
        }
        return key instanceof String name ? attribute(target, name) : undefined(target, Values.repr(key));
    }

    /** A path of attributes and indices: {@code a.b.0}. */
    static Object path(Object target, Object path) {
        if (!(path instanceof String text)) {
            return item(target, path);
        }
        Object value = target;
        for (String part : text.split("\\.", -1)) {
            value = part.matches("\\d+") ? item(value, Long.parseLong(part)) : item(value, part);
        }
        return value;
    }

    static List<Object> items(Map<?, ?> map) {
        return map.entrySet().stream()
                .map(entry -> (Object) List.<Object>of(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Object get(Map<?, ?> map, Arguments arguments) {
        Object value = map.get(arguments.required(0, "key"));
        return value == null ? arguments.get(1, "default", None.NONE) : value;
    }

    private static Object element(Map<?, ?> map, String name) {
        Object value = map.get(name);
        return value == null ? new Undefined(name) : value;
    }

    private static Object undefined(Object target, String name) {
        if (target instanceof Undefined unknown) {
            throw unknown.error();
        }
        return new Undefined(name);
    }
}
