package dev.caravan.runtime.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Changes a tree as {@code --set path=value} says. A path is keys joined by dots; {@code stages[1]} is an element by its index,
 * {@code stages[rlvr]} the element whose {@code name} (or {@code stage}) is that. The value is YAML.
 */
final class Overrides {
    private static final Pattern STEP = Pattern.compile("([a-z0-9_-]+)((?:\\[[^\\]]+\\])*)");
    private static final Pattern INDEX = Pattern.compile("\\[([^\\]]+)\\]");

    private Overrides() {}

    /** Applies one override and returns the path as the binder will name it: every index a number. */
    static String apply(ObjectNode root, String override) {
        int equals = override.indexOf('=');
        if (equals < 1) {
            throw new SettingsException("--set " + override + ": write it as key=value, sampling.temperature=0.7 say");
        }
        String source = "--set " + override;
        List<Object> steps = steps(root, source, override.substring(0, equals));
        JsonNode value = YamlTree.parse(source, override.substring(equals + 1));
        if (value == null || value.isMissingNode()) {
            value = NullNode.instance;
        }
        JsonNode at = root;
        for (int i = 0; i + 1 < steps.size(); i++) {
            at = child(at, steps.get(i));
        }
        put(source, at, steps.get(steps.size() - 1), value);
        return path(steps);
    }

    private static List<Object> steps(ObjectNode root, String source, String path) {
        List<Object> steps = new ArrayList<>();
        JsonNode at = root;
        String[] parts = path.split("\\.", -1);
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            Matcher step = STEP.matcher(part);
            if (!step.matches()) {
                throw new SettingsException(source + ": '" + part + "' is neither a key nor an element like stages[1]");
            }
            if (at instanceof ArrayNode list) {
                String rest = String.join(".", Arrays.asList(parts).subList(i, parts.length));
                throw elementExpected(source, path(steps), list, step.group(1), rest);
            }
            steps.add(step.group(1));
            at = at.path(step.group(1));
            Matcher index = INDEX.matcher(step.group(2));
            while (index.find()) {
                int position = position(source, path(steps), at, index.group(1));
                steps.add(position);
                at = at.path(position);
            }
        }
        return steps;
    }

    private static int position(String source, String path, JsonNode list, String wanted) {
        int position = find(list, wanted);
        if (position < 0) {
            throw new SettingsException(source + ": " + path + " has no element " + wanted + "; it has " + there(list));
        }
        return position;
    }

    /** Index of an element by its index or name, or -1. */
    private static int find(JsonNode list, String wanted) {
        int position = wanted.matches("\\d{1,9}")
                ? Integer.parseInt(wanted)
                : names(list).indexOf(wanted);
        return position < list.size() ? position : -1;
    }

    private static List<String> names(JsonNode list) {
        List<String> names = new ArrayList<>();
        for (JsonNode element : list) {
            names.add(element.path("name").asText(element.path("stage").asText("")));
        }
        return names;
    }

    private static String there(JsonNode list) {
        List<String> names = names(list);
        return names.stream().allMatch(String::isEmpty) ? names.size() + " elements" : names.toString();
    }

    /** @param rest of the path, which begins with {@code key} where an element should be named */
    private static SettingsException elementExpected(
            String source, String path, ArrayNode list, String key, String rest) {
        String written = find(list, key) < 0
                ? path + "[NAME OR INDEX]." + rest
                : path + "[" + key + "]" + rest.substring(key.length());
        return new SettingsException(source + ": " + path + " is a list, write " + written + "; it has " + there(list));
    }

    private static JsonNode child(JsonNode at, Object step) {
        if (step instanceof Integer index) {
            return at.path(index);
        }
        String key = (String) step;
        JsonNode child = at.path(key);
        if (at instanceof ObjectNode object && (child.isMissingNode() || child.isNull())) {
            return object.putObject(key);
        }
        return child;
    }

    private static void put(String source, JsonNode at, Object step, JsonNode value) {
        if (step instanceof Integer index && at instanceof ArrayNode array) {
            array.set(index, value);
        } else if (step instanceof String key && at instanceof ObjectNode object) {
            object.set(key, value);
        } else {
            throw new SettingsException(source + ": there is a single value where the path goes on");
        }
    }

    private static String path(List<Object> steps) {
        String path = "";
        for (Object step : steps) {
            path = step instanceof Integer index ? path + "[" + index + "]" : Keys.join(path, (String) step);
        }
        return path;
    }
}
