package dev.caravan.cli.recipe;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A recipe, as a command is given it. */
public final class RecipeOptions {

    @Parameters(paramLabel = "RECIPE", description = "YAML file that says what to do; see recipes/README.md.")
    private Path file = Path.of("");

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "Changes a value of the recipe, such as seed=2 or stages[2].settings.steps=10; may be repeated.")
    private List<String> overrides = new ArrayList<>();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder that relative paths of sources start from (default: the recipe's folder).")
    private @Nullable Path data;

    /** The recipe as the command line changes it. */
    public RecipeFile load() {
        return RecipeFile.load(file, overrides);
    }

    /** Folder that relative paths of sources start from. */
    public Path dataRoot() {
        Path root = data == null
                ? file.toAbsolutePath().normalize().getParent()
                : data.toAbsolutePath().normalize();
        return root == null ? Path.of("").toAbsolutePath() : root;
    }
}
