package dev.caravan.runtime.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
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
        for (String part : path.split("\\.", -1)) {
            Matcher step = STEP.matcher(part);
            if (!step.matches()) {
                throw new SettingsException(source + ": '" + part + "' is neither a key nor an element like stages[1]");
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
        List<String> names = new ArrayList<>();
        for (JsonNode element : list) {
            names.add(element.path("name").asText(element.path("stage").asText("")));
        }
        int position = wanted.matches("\\d{1,9}") ? Integer.parseInt(wanted) : names.indexOf(wanted);
        if (position < 0 || position >= names.size()) {
            String there = names.stream().allMatch(String::isEmpty) ? names.size() + " elements" : names.toString();
            throw new SettingsException(source + ": " + path + " has no element " + wanted + "; it has " + there);
        }
        return position;
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
