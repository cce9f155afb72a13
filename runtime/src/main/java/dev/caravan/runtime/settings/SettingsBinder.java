package dev.caravan.runtime.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.runtime.settings.units.Size;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Turns YAML or JSON into records. Keys are the components' names in snake_case ({@code maxTokens} is {@code max_tokens}); what is left out
 * takes its {@link Default}; a key that no component has is an error that names its path and the nearest key.
 *
 * <p>A component may be text, a number, a boolean, an enum (its constants in lower case), {@link java.time.Duration} ({@code 30s}),
 * {@link Size} ({@code 16MiB}), {@link Path}, another settings record, a sealed interface of settings records (the key {@code kind}
 * chooses; see {@link Kind}), a {@code List}, a {@code Map} by text or an {@code Optional} of any of these, or a {@link JsonNode} that is
 * taken as it is.
 *
 * <p>What the compact constructor of a record refuses with an {@link IllegalArgumentException} is reported with the record's path.
 */
public final class SettingsBinder {
    private final String source;
    private final ObjectNode tree;
    private final Set<String> overridden;

    private SettingsBinder(String source, ObjectNode tree, Set<String> overridden) {
        this.source = source;
        this.tree = tree;
        this.overridden = overridden;
    }

    /**
     * What a YAML or JSON file says.
     *
     * @throws SettingsException if there is no such file or it is not YAML
     */
    public static SettingsBinder file(Path file) {
        return of(String.valueOf(file.getFileName()), YamlTree.read(file));
    }

    /**
     * What a YAML or JSON text says.
     *
     * @param source what errors call it: a file name, a record's location
     * @throws SettingsException if it is not YAML
     */
    public static SettingsBinder text(String source, String text) {
        return of(source, YamlTree.parse(source, text));
    }

    /** The record with every default; it must have a default for everything. */
    public static <T extends Record> T defaults(Class<T> type) {
        return text("defaults", "{}").bind(type);
    }

    /**
     * The same with {@code path=value} overrides applied, the later winning.
     *
     * @throws SettingsException if an override is malformed or its path leads nowhere
     */
    public SettingsBinder with(List<String> overrides) {
        ObjectNode changed = tree.deepCopy();
        Set<String> paths = new HashSet<>(overridden);
        for (String override : overrides) {
            paths.add(Overrides.apply(changed, override));
        }
        return new SettingsBinder(source, changed, paths);
    }

    /**
     * The record that the tree says.
     *
     * @throws SettingsException if a key is unknown, a value is of the wrong type or out of range, or one that must be set is not
     */
    public <T extends Record> T bind(Class<T> type) {
        return type.cast(new ValueBinder(this::source).bind(type, tree, ""));
    }

    /** The tree as it is now, for those that pass it on. */
    public JsonNode tree() {
        return tree.deepCopy();
    }

    private String source(String path) {
        return overridden.contains(path) ? "--set" : source;
    }

    private static SettingsBinder of(String source, JsonNode tree) {
        if (tree.isMissingNode() || tree.isNull()) {
            return new SettingsBinder(source, JsonNodeFactory.instance.objectNode(), Set.of());
        }
        if (!(tree instanceof ObjectNode object)) {
            throw new SettingsException(source + ": keys and values are expected, like seed: 1");
        }
        return new SettingsBinder(source, object, Set.of());
    }
}
