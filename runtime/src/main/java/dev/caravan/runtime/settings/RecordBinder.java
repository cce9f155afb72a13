package dev.caravan.runtime.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keys and values as a record: every component from its key or its default, and no key left over. */
final class RecordBinder {
    private static final String KIND = "kind";

    private final ValueBinder values;

    RecordBinder(ValueBinder values) {
        this.values = values;
    }

    Object bind(Class<? extends Record> type, ObjectNode node, String path) {
        return bind(type, node, path, List.of());
    }

    Object bindSealed(Class<?> type, ObjectNode node, String path) {
        List<Class<?>> permitted = Arrays.asList(type.getPermittedSubclasses());
        List<String> kinds = permitted.stream().map(Keys::kind).toList();
        JsonNode kind = node.path(KIND);
        int chosen = kinds.indexOf(kind.asText());
        if (chosen < 0) {
            String problem =
                    kind.isMissingNode() ? "must be set, to one of " : "is '" + kind.asText() + "', not one of ";
            throw values.error(
                    Keys.join(path, KIND),
                    problem + String.join(", ", kinds) + ValueBinder.didYouMean(kind.asText(), kinds));
        }
        return bind(permitted.get(chosen).asSubclass(Record.class), node, path, List.of(KIND));
    }

    private Object bind(Class<? extends Record> type, ObjectNode node, String path, List<String> others) {
        RecordComponent[] components = type.getRecordComponents();
        checkKeys(components, node, path, others);
        @Nullable Object[] arguments = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            arguments[i] = argument(type, components[i], node, path);
        }
        return construct(type, arguments, path);
    }

    private void checkKeys(RecordComponent[] components, ObjectNode node, String path, List<String> others) {
        List<String> known = new ArrayList<>(others);
        Arrays.stream(components).map(Keys::of).forEach(known::add);
        Iterator<String> keys = node.fieldNames();
        while (keys.hasNext()) {
            String key = keys.next();
            if (!known.contains(key)) {
                String hint = ValueBinder.didYouMean(key, known);
                throw values.error(
                        Keys.join(path, key),
                        "is not a setting" + (hint.isEmpty() ? "; there are " + String.join(", ", known) : hint));
            }
        }
    }

    private @Nullable Object argument(Class<?> type, RecordComponent component, ObjectNode node, String path) {
        String key = Keys.of(component);
        JsonNode given = node.path(key);
        if (!given.isMissingNode() && !given.isNull()) {
            return values.bind(component.getGenericType(), given, Keys.join(path, key));
        }
        Default fallback = component.getAnnotation(Default.class);
        if (fallback != null) {
            String name = type.getSimpleName() + "." + component.getName();
            JsonNode value = component.getType() == String.class
                    ? node.textNode(fallback.value())
                    : YamlTree.parse("default of " + name, fallback.value());
            return ValueBinder.ofDefault(name).bind(component.getGenericType(), value, "");
        }
        if (component.getType() == Optional.class) {
            return Optional.empty();
        }
        if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
            return null;
        }
        throw values.error(Keys.join(path, key), "must be set" + doc(component));
    }

    private static String doc(RecordComponent component) {
        Doc doc = component.getAnnotation(Doc.class);
        return doc == null ? "" : " (" + doc.value() + ")";
    }

    private Object construct(Class<? extends Record> type, @Nullable Object[] arguments, String path) {
        try {
            Class<?>[] types = Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            Throwable refused = e.getCause();
            if (refused instanceof IllegalArgumentException) {
                throw values.invalid(path, String.valueOf(refused.getMessage()), refused);
            }
            throw new IllegalStateException(type.getName() + " cannot be made", refused);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName() + " cannot be made", e);
        }
    }
}
