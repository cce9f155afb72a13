package dev.caravan.runtime.settings;

import java.lang.reflect.RecordComponent;
import java.util.Locale;

/** How names in Java and names in YAML belong together. */
final class Keys {

    private Keys() {}

    /** {@code maxTokens} is {@code max_tokens}. */
    static String of(RecordComponent component) {
        return component.getName().replaceAll("(?<=[a-z0-9])([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /** {@code READ_ONLY} is {@code read_only}. */
    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** The name by which {@code kind} chooses a record. */
    static String kind(Class<?> record) {
        Kind kind = record.getAnnotation(Kind.class);
        return kind == null ? record.getSimpleName().toLowerCase(Locale.ROOT) : kind.value();
    }

    static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
