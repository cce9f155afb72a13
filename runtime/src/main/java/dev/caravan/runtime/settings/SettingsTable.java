package dev.caravan.runtime.settings;

import dev.caravan.runtime.settings.units.Size;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The documentation of settings records, made from the records: one source for the binder, the tables and the tests that pin defaults. */
public final class SettingsTable {

    private SettingsTable() {}

    /**
     * A Markdown table of every setting of the records, in order: key, type, default, meaning. Nested records are given in place, with the
     * path as key; elements of lists and maps as {@code stages[].lr}.
     */
    @SafeVarargs
    public static String markdown(Class<? extends Record>... types) {
        StringBuilder table = new StringBuilder("| key | type | default | meaning |\n|---|---|---|---|\n");
        for (Class<? extends Record> type : types) {
            rows(table, type, "");
        }
        return table.toString();
    }

    private static void rows(StringBuilder table, Class<?> type, String path) {
        for (RecordComponent component : type.getRecordComponents()) {
            String key = Keys.join(path, Keys.of(component));
            row(table, key, component);
            nested(table, component.getGenericType(), key);
        }
    }

    private static void row(StringBuilder table, String key, RecordComponent component) {
        Default fallback = component.getAnnotation(Default.class);
        Doc doc = component.getAnnotation(Doc.class);
        String shown = fallback == null ? "" : fallback.value().isEmpty() ? "\"\"" : fallback.value();
        table.append("| `").append(key).append("` | ");
        table.append(name(component.getGenericType())).append(" | ");
        table.append(shown.isEmpty() ? "" : "`" + shown + "`").append(" | ");
        table.append(doc == null ? "" : doc.value().replace("|", "\\|")).append(" |\n");
    }

    private static void nested(StringBuilder table, Type type, String path) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            boolean optional = generic.getRawType() == Optional.class;
            nested(table, arguments[arguments.length - 1], optional ? path : path + "[]");
            return;
        }
        Class<?> raw = (Class<?>) type;
        if (raw.isRecord() && raw != Size.class) {
            rows(table, raw, path);
        } else if (raw.isSealed()) {
            for (Class<?> permitted : raw.getPermittedSubclasses()) {
                rows(table, permitted, path + "(" + Keys.kind(permitted) + ")");
            }
        }
    }

    private static String name(Type type) {
        if (type instanceof ParameterizedType generic) {
            List<String> arguments = Arrays.stream(generic.getActualTypeArguments())
                    .map(SettingsTable::name)
                    .toList();
            String element = arguments.get(arguments.size() - 1);
            if (generic.getRawType() == Map.class) {
                return "map of " + element;
            }
            return generic.getRawType() == Optional.class ? element : "list of " + element;
        }
        Class<?> raw = (Class<?>) type;
        if (raw.isEnum()) {
            return Arrays.stream(raw.getEnumConstants())
                    .map(constant -> Keys.of((Enum<?>) constant))
                    .collect(Collectors.joining(", "));
        } else if (raw == String.class) {
            return "text";
        } else if (raw == Duration.class || raw == Size.class || raw.isPrimitive()) {
            return raw.getSimpleName().toLowerCase(Locale.ROOT);
        } else if (raw.isSealed()) {
            return "one of "
                    + Arrays.stream(raw.getPermittedSubclasses())
                            .map(Keys::kind)
                            .collect(Collectors.joining(", "));
        }
        return raw.isRecord() ? "settings" : raw.getSimpleName().toLowerCase(Locale.ROOT);
    }
}
