package dev.caravan.runtime.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.runtime.settings.units.Durations;
import dev.caravan.runtime.settings.units.Size;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** One value of the tree as a Java type. */
final class ValueBinder {
    private final UnaryOperator<String> source;
    private final RecordBinder records = new RecordBinder(this);

    /** @param source gives the source of what is at a path, for messages */
    ValueBinder(UnaryOperator<String> source) {
        this.source = source;
    }

    /** A binder for the text of a {@link Default}. */
    static ValueBinder ofDefault(String component) {
        return new ValueBinder(path -> "default of " + component);
    }

    Object bind(Type type, JsonNode node, String path) {
        if (type instanceof ParameterizedType generic) {
            return bindGeneric(generic, node, path);
        }
        Class<?> raw = (Class<?>) type;
        if (raw == JsonNode.class) {
            return node;
        }
        if (raw.isRecord() && raw != Size.class) {
            return records.bind(raw.asSubclass(Record.class), object(node, path), path);
        }
        if (raw.isSealed()) {
            return records.bindSealed(raw, object(node, path), path);
        }
        return bindScalar(raw, node, path);
    }

    SettingsException error(String path, String problem) {
        String where = source.apply(path);
        return new SettingsException(path.isEmpty() ? where + ": " + problem : where + ": " + path + " " + problem);
    }

    /** An error of a whole record: {@code source: path: problem}. */
    SettingsException invalid(String path, String problem, Throwable cause) {
        String where = source.apply(path);
        return new SettingsException(where + ": " + (path.isEmpty() ? "" : path + ": ") + problem, cause);
    }

    private Object bindGeneric(ParameterizedType type, JsonNode node, String path) {
        Type[] arguments = type.getActualTypeArguments();
        if (type.getRawType() == List.class) {
            if (!node.isArray()) {
                throw error(path, "must be a list, is " + show(node));
            }
            List<Object> list = new ArrayList<>();
            for (int i = 0; i < node.size(); i++) {
                list.add(bind(arguments[0], node.get(i), path + "[" + i + "]"));
            }
            return List.copyOf(list);
        }
        if (type.getRawType() == Map.class) {
            Map<String, Object> map = new LinkedHashMap<>();
            object(node, path)
                    .properties()
                    .forEach(e -> map.put(e.getKey(), bind(arguments[1], e.getValue(), Keys.join(path, e.getKey()))));
            return Collections.unmodifiableMap(map);
        }
        if (type.getRawType() == Optional.class) {
            return node.isNull() ? Optional.empty() : Optional.of(bind(arguments[0], node, path));
        }
        throw new IllegalStateException(path + ": settings cannot be of type " + type);
    }

    private ObjectNode object(JsonNode node, String path) {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw error(path, "must be keys and values, is " + show(node));
    }

    private Object bindScalar(Class<?> type, JsonNode node, String path) {
        if (!node.isValueNode() || node.isNull()) {
            throw error(path, "must be " + describe(type) + ", is " + show(node));
        }
        String text = node.asText();
        if (type == String.class) {
            if (node.isFloatingPointNumber()) {
                throw error(path, "must be text; put it in quotes: \"" + text + "\"");
            }
            return text;
        }
        if (type == boolean.class || type == Boolean.class) {
            if (text.equals("true") || text.equals("false")) {
                return text.equals("true");
            }
            throw error(path, "must be true or false, is " + show(node));
        }
        if (type.isEnum()) {
            return constant(type, text, path);
        }
        return parse(type, text.replace("_", ""), text, path);
    }

    private Object parse(Class<?> type, String number, String text, String path) {
        Function<String, Object> parser;
        if (type == int.class || type == Integer.class) {
            return parse(type, number, path, Integer::parseInt);
        } else if (type == long.class || type == Long.class) {
            return parse(type, number, path, Long::parseLong);
        } else if (type == double.class || type == Double.class) {
            return parse(type, number, path, ValueBinder::finite);
        } else if (type == float.class || type == Float.class) {
            return parse(type, number, path, value -> (float) finite(value));
        } else if (type == Duration.class) {
            parser = Durations::parse;
        } else if (type == Size.class) {
            parser = Size::parse;
        } else if (type == Path.class) {
            parser = Path::of;
        } else {
            throw new IllegalStateException(path + ": settings cannot be of type " + type.getName());
        }
        return parse(type, text, path, parser);
    }

    private Object parse(Class<?> type, String text, String path, Function<String, Object> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw error(path, "must be " + describe(type) + ", is '" + text + "'");
        }
    }

    private static double finite(String text) {
        double value = Double.parseDouble(text);
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("not finite: " + text);
        }
        return value;
    }

    private Object constant(Class<?> type, String text, String path) {
        Object[] constants = type.getEnumConstants();
        for (Object constant : constants) {
            if (Keys.of((Enum<?>) constant).equals(text)) {
                return constant;
            }
        }
        List<String> keys =
                Arrays.stream(constants).map(c -> Keys.of((Enum<?>) c)).toList();
        throw error(path, "must be one of " + String.join(", ", keys) + ", is '" + text + "'" + didYouMean(text, keys));
    }

    static String didYouMean(String text, List<String> candidates) {
        return Nearest.to(text, candidates)
                .map(nearest -> "; did you mean " + nearest + "?")
                .orElse("");
    }

    private static String describe(Class<?> type) {
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "a whole number";
        } else if (type == Duration.class) {
            return "a duration like 30s";
        } else if (type == Size.class) {
            return "a size like 16MiB";
        } else if (type == Path.class) {
            return "a path";
        } else if (type == String.class || type.isEnum()) {
            return "text";
        } else if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        return "a number";
    }

    private static String show(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT -> "keys and values";
            case NULL, MISSING -> "empty";
            default -> "'" + node.asText() + "'";
        };
    }
}
