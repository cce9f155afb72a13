package dev.caravan.cli.batch;

import dev.caravan.cli.recipe.RecipeFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code caravan curate}: verdicts about prompts. */
@Command(
        name = "curate",
        mixinStandardHelpOptions = true,
        description = {
            "Judges prompts as curation would, from and to JSON lines.",
            "In: id and prompt (or messages). Out: id, decision (KEEP, DROP), reason and signals."
        },
        footerHeading = "%nExamples:%n",
        footer = "  caravan curate --recipe recipes/gsm8k-smoke.yaml --data /srv/data < prompts.jsonl")
public final class CurateCommand implements Callable<Integer> {

    @Option(
            names = "--recipe",
            required = true,
            paramLabel = "RECIPE",
            description = "Whose evaluation and benchmarks to hold prompts against.")
    private Path file = Path.of("");

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Changes a value of the recipe; may be repeated.")
    private List<String> overrides = new ArrayList<>();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder that relative paths of sources start from (default: the recipe's folder).")
    private @Nullable Path data;

    @Override
    public Integer call() {
        RecipeFile recipe = RecipeFile.load(file, overrides);
        Path root = data == null ? recipe.beside("") : data.toAbsolutePath().normalize();
        CurateBatch batch = new CurateBatch(recipe.recipe(), root);
        BatchStreams.run(batch::run);
        return 0;
    }
}
