package dev.caravan.policy.text.internal.value;

import java.util.List;
import java.util.Map;

/**
 * Arguments of a call.
 *
 * @param positional in order
 * @param named by keyword
 */
public record Arguments(List<Object> positional, Map<String, Object> named) {

    /** No arguments. */
    public static final Arguments NONE = new Arguments(List.of(), Map.of());

    /** The argument at a position or with a name. */
    public Object get(int position, String name, Object otherwise) {
        return position < positional.size() ? positional.get(position) : named.getOrDefault(name, otherwise);
    }

    /** As {@link #get(int, String, Object)}; an absent one is an error. */
    public Object required(int position, String name) {
        Object value = get(position, name, None.NONE);
        if (position >= positional.size() && !named.containsKey(name)) {
            throw new JinjaException("missing argument " + name);
        }
        return value;
    }

    /** A text argument. */
    public String text(int position, String name) {
        Object value = required(position, name);
        if (value instanceof String text) {
            return text;
        }
        throw new JinjaException("argument " + name + " must be a string, not " + Values.repr(value));
    }

    /** A whole number; {@code otherwise} if absent or None. */
    public int integer(int position, String name, int otherwise) {
        Object value = get(position, name, (long) otherwise);
        return value == None.NONE ? otherwise : Values.index(value);
    }
}
