package dev.caravan.cli.model;

import dev.caravan.cli.recipe.EvaluationSettings;
import dev.caravan.cli.recipe.RecipeFile;
import dev.caravan.cli.recipe.RecipeOptions;
import dev.caravan.cli.report.Proportion;
import dev.caravan.cli.report.StageResult;
import dev.caravan.runtime.settings.SettingsBinder;
import dev.caravan.runtime.settings.SettingsException;
import dev.caravan.verifier.Judge;
import dev.caravan.verifier.JudgeSettings;
import dev.caravan.verifier.VerifierRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintWriter;
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
        description = {"Measures a model folder with the evaluation of a recipe.", "In this process, without a broker."
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
        try (OpenModel open = model.open();
                Judge judge = new Judge(VerifierRegistry.discover(), settings, new SimpleMeterRegistry())) {
            print(new EvalBatch(open, judge, model.slots).run(file.recipe(), recipe.dataRoot(), text));
        }
        return 0;
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
