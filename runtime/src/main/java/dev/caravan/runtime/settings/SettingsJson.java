package dev.caravan.runtime.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.runtime.settings.units.Durations;
import dev.caravan.runtime.settings.units.Size;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Settings records as JSON that {@link SettingsBinder} reads back: what one process tells another. */
public final class SettingsJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private SettingsJson() {}

    /** The record's settings, defaults written out. */
    public static ObjectNode of(Record settings) {
        ObjectNode node = JSON.objectNode();
        for (Class<?> sealed : settings.getClass().getInterfaces()) {
            if (sealed.isSealed()) {
                node.put("kind", Keys.kind(settings.getClass()));
            }
        }
        for (RecordComponent component : settings.getClass().getRecordComponents()) {
            Object value = read(settings, component);
            boolean absent = value == null || value.equals(Optional.empty());
            if (!absent) {
                node.set(Keys.of(component), node(value));
            }
        }
        return node;
    }

    private static JsonNode node(@Nullable Object value) {
        if (value == null) {
            return JSON.nullNode();
        } else if (value instanceof JsonNode tree) {
            return tree;
        } else if (value instanceof Size size) {
            return JSON.textNode(size.toString());
        } else if (value instanceof Record settings) {
            return of(settings);
        } else if (value instanceof Optional<?> optional) {
            return node(optional.orElse(null));
        } else if (value instanceof Collection<?> list) {
            ArrayNode array = JSON.arrayNode();
            list.forEach(element -> array.add(node(element)));
            return array;
        } else if (value instanceof Map<?, ?> map) {
            ObjectNode object = JSON.objectNode();
            map.forEach((key, element) -> object.set(String.valueOf(key), node(element)));
            return object;
        } else if (value instanceof Duration duration) {
            return JSON.textNode(Durations.format(duration));
        } else if (value instanceof Enum<?> constant) {
            return JSON.textNode(Keys.of(constant));
        } else if (value instanceof Boolean flag) {
            return JSON.booleanNode(flag);
        } else if (value instanceof Integer || value instanceof Long) {
            return JSON.numberNode(((Number) value).longValue());
        } else if (value instanceof Number number) {
            // Through text, so that the float 0.1 is written as 0.1.
            return JSON.numberNode(Double.parseDouble(number.toString()));
        }
        return JSON.textNode(value.toString());
    }

    private static @Nullable Object read(Record settings, RecordComponent component) {
        try {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(settings);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(
                    settings.getClass().getName() + "." + component.getName() + " cannot be read", e);
        }
    }
}
