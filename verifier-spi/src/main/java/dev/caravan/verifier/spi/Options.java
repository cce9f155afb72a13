package dev.caravan.verifier.spi;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A prompt's settings for one verifier, by name. Reading a bad value throws {@link IllegalArgumentException} naming option and value. */
public record Options(Map<String, String> values) {

    public static final Options NONE = new Options(Map.of());

    public Options {
        values = Map.copyOf(values);
    }

    /** {@code true} or {@code false}. */
    public boolean flag(String name, boolean defaultValue) {
        String value = values.get(name);
        if (value == null) {
            return defaultValue;
        }
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new IllegalArgumentException("option '" + name + "' must be true or false, not '" + value + "'");
        };
    }

    /** The text, or the default where it is not set. */
    public String text(String name, String defaultValue) {
        return values.getOrDefault(name, defaultValue);
    }

    /** A whole number within {@code least} and {@code most}. */
    public int number(String name, int defaultValue, int least, int most) {
        String value = values.get(name);
        if (value == null) {
            return defaultValue;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // falls through to the same complaint
        }
        throw new IllegalArgumentException(
                "option '" + name + "' must be a whole number from " + least + " to " + most + ", not '" + value + "'");
    }

    /** One of an enum's constants, written in lower case. */
    public <E extends Enum<E>> E choice(String name, E defaultValue) {
        String value = values.get(name);
        return value == null ? defaultValue : constant(name, value, defaultValue.getDeclaringClass());
    }

    /** Constants of an enum, written in lower case and separated by commas, in the order given; empty if not set. */
    public <E extends Enum<E>> List<E> choices(String name, Class<E> type) {
        String value = values.getOrDefault(name, "");
        if (value.isBlank()) {
            return List.of();
        }
        return Arrays.stream(value.split(",", -1))
                .map(item -> constant(name, item.strip(), type))
                .toList();
    }

    /** Fails if an option is set that is not one of these: a misspelt option must not pass for its default. */
    public Options only(Set<String> known) {
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("unknown option '" + name + "'; known: " + new TreeSet<>(known));
            }
        }
        return this;
    }

    private static <E extends Enum<E>> E constant(String name, String value, Class<E> type) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(value)) {
                return constant;
            }
        }
        List<String> known = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        throw new IllegalArgumentException("option '" + name + "' must be one of " + known + ", not '" + value + "'");
    }
}
