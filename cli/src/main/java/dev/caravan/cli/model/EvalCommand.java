package dev.caravan.cli.model;

import dev.caravan.cli.Logging;
import dev.caravan.cli.recipe.EvaluationItems;
import dev.caravan.cli.recipe.EvaluationSettings;
import dev.caravan.cli.recipe.JudgingCheck;
import dev.caravan.cli.recipe.Recipe;
import dev.caravan.cli.recipe.RecipeFile;
import dev.caravan.cli.recipe.RecipeOptions;
import dev.caravan.cli.report.Proportion;
import dev.caravan.cli.report.StageResult;
import dev.caravan.cli.source.BadRow;
import dev.caravan.cli.source.Example;
import dev.caravan.cli.source.SourceException;
import dev.caravan.runtime.settings.SettingsBinder;
import dev.caravan.runtime.settings.SettingsException;
import dev.caravan.verifier.Judge;
import dev.caravan.verifier.JudgeSettings;
import dev.caravan.verifier.VerifierRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code caravan eval}: a model against a recipe's evaluation, without running the recipe. */
@Command(
        name = "eval",
        mixinStandardHelpOptions = true,
        description = {
            "Measures a model folder with the evaluation of a recipe.",
            "In this process, without a broker. Every row is checked before the model is loaded."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  caravan eval recipes/quickstart.yaml --model .caravan/runs/quickstart-1/model",
            "  caravan eval recipes/quickstart.yaml --model recipes/tiny-base --text"
        })
public final class EvalCommand implements Callable<Integer> {

    @Mixin
    private RecipeOptions recipe = new RecipeOptions();

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Option(names = "--text", description = "Asks in the recipe's text format instead of the model's chat template.")
    private boolean text;

    @Option(
            names = "--skip-bad-rows",
            description = "Measures with the other rows, as a run does, where some have no ground truth to judge with.")
    private boolean skipBadRows;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        RecipeFile file = recipe.load();
        EvaluationSettings evaluation = file.recipe().evaluation();
        if (text && evaluation.textFormat().isEmpty()) {
            throw new SettingsException(file.file() + ": evaluation.text_format must be set for --text");
        }
        JudgeSettings settings = SettingsBinder.defaults(JudgeSettings.class);
        Logging.quiet();
        try (Judge judge = new Judge(VerifierRegistry.discover(), settings, new SimpleMeterRegistry())) {
            List<Example> items = items(file.recipe(), judge.registry());
            try (OpenModel open = model.open()) {
                print(new EvalBatch(open, judge, model.slots).run(file.recipe(), items, text));
            }
        }
        return 0;
    }

    private List<Example> items(Recipe asked, VerifierRegistry registry) {
        JudgingCheck check =
                new JudgingCheck(registry, example -> asked.judging().verifiers(example, text));
        EvaluationItems read = EvaluationItems.of(asked, recipe.dataRoot(), check);
        List<BadRow> bad = read.badRows();
        if (!bad.isEmpty()) {
            String rows = bad.size() == 1 ? "1 row" : bad.size() + " rows";
            if (!skipBadRows) {
                throw new SourceException(
                        "evaluation.source " + asked.evaluation().source() + ": " + rows
                                + " cannot be used: " + BadRow.list(bad)
                                + ". Mend them, or measure with the others: --skip-bad-rows");
            }
            spec.commandLine().getErr().println("caravan: left out " + rows + ": " + BadRow.list(bad));
        }
        return read.items();
    }

    private void print(StageResult result) {
        PrintWriter out = spec.commandLine().getOut();
        line(out, "all", result.overall());
        result.bySkill().forEach((skill, proportion) -> line(out, skill, proportion));
        out.flush();
    }

    private static void line(PrintWriter out, String name, Proportion p) {
        out.printf(
                Locale.ROOT,
                "%-10s %5.1f %%  [%.1f, %.1f]  %d of %d%n",
                name,
                100 * p.share(),
                100 * p.low(),
                100 * p.high(),
                p.successes(),
                p.items());
    }
}
