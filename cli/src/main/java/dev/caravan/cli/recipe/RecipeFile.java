package dev.caravan.cli.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.runtime.settings.Nearest;
import dev.caravan.runtime.settings.SettingsBinder;
import dev.caravan.runtime.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A recipe and the file that it came from.
 *
 * @param file the file
 * @param tree what file and overrides say, for those who pass a part of it on
 */
public record RecipeFile(Recipe recipe, Path file, JsonNode tree) {

    /**
     * Reads and checks a recipe.
     *
     * @param overrides {@code path=value}, the later winning
     * @throws SettingsException if there is no such file, or it is not a recipe; says where and what is near
     */
    public static RecipeFile load(Path file, List<String> overrides) {
        if (!Files.isRegularFile(file)) {
            throw new SettingsException("there is no recipe " + file + near(file));
        }
        SettingsBinder binder = SettingsBinder.file(file).with(overrides);
        return new RecipeFile(binder.bind(Recipe.class), file, binder.tree());
    }

    /** The learner's settings of a stage, as JSON. */
    public String settings(int stage) {
        JsonNode settings = tree.path("stages").path(stage).path("settings");
        return settings.isObject() ? settings.toString() : "{}";
    }

    /** A path as the recipe means it: a relative one is beside the file. */
    public Path beside(String path) {
        return file.toAbsolutePath().normalize().resolveSibling(path).normalize();
    }

    private static String near(Path file) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return "";
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names = files.map(path -> String.valueOf(path.getFileName()))
                    .filter(name -> name.endsWith(".yaml"))
                    .sorted()
                    .toList();
            String wanted = String.valueOf(file.getFileName());
            return Nearest.to(wanted, names)
                    .or(() -> Nearest.to(wanted + ".yaml", names))
                    .map(name -> "; did you mean " + file.resolveSibling(name) + "?")
                    .orElse(names.isEmpty() ? "" : "; there are " + String.join(", ", names));
        } catch (IOException e) {
            return "";
        }
    }
}
