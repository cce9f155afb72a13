package dev.caravan.cli.run;

import dev.caravan.cli.recipe.Recipe;
import dev.caravan.cli.recipe.RecipeFile;
import dev.caravan.cli.recipe.Stage;
import dev.caravan.cli.report.Report;
import dev.caravan.cli.report.StageResult;
import dev.caravan.cli.run.ask.Answers;
import dev.caravan.cli.run.ask.Evaluator;
import dev.caravan.cli.run.ask.PairSampler;
import dev.caravan.cli.run.ask.Questions;
import dev.caravan.cli.run.data.CurationWatch;
import dev.caravan.cli.run.data.DeadLetterCount;
import dev.caravan.cli.run.log.RunContext;
import dev.caravan.cli.run.log.RunLog;
import dev.caravan.schemas.Prompt;
import dev.caravan.schemas.RunFinished;
import dev.caravan.schemas.StageFinished;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One run, from its first phase to its report. */
final class Run {

    private static final String BASE = "base";

    private final RunContext context;
    private final Recipe recipe;
    private final RunLog log;
    private final Stages stages;
    private final Path startingModel;
    private final long begun = System.nanoTime();
    private final List<StageResult> results = new ArrayList<>();

    Run(RunContext context, RecipeFile file, RunLog log) {
        this.context = context;
        this.recipe = context.recipe();
        this.log = log;
        this.startingModel = StartingModels.folder(file, context);
        this.stages = new Stages(context, file, log, startingModel);
    }

    Report toTheEnd() {
        Preparation data = Preparation.of(context);
        Path model;
        try (Questions questions = new Questions(startingModel);
                Answers answers = new Answers(context)) {
            Evaluator evaluator = new Evaluator(context, questions, answers, data.items());
            PairSampler sampler = new PairSampler(context, questions, answers);
            StageFinished last = base(evaluator);
            for (int i = 0; i < recipe.stages().size(); i++) {
                Stage stage = recipe.stages().get(i);
                if (stage instanceof Stage.Dpo dpo && !pairs(i + 1, dpo, data.curated(), sampler, last.getVersion())) {
                    continue;
                }
                last = stages.run(i + 1, stage);
                measure(evaluator, stage.name(), last.getVersion(), formatAfter(i), last.getSeconds());
            }
            model = FinalModel.keep(context, last);
        }
        Report report = new Report(
                recipe.name(),
                recipe.seed(),
                (System.nanoTime() - begun) / 1e9,
                results,
                model,
                context.run(),
                data.summary(),
                DeadLetterCount.of(context));
        log.write(new RunFinished(report.seconds(), report.toJson()));
        return report;
    }

    /** Publishes the starting weights and measures them: in the chat format, and in their own text format if the recipe gives one. */
    private StageFinished base(Evaluator evaluator) {
        StageFinished base = stages.base();
        boolean hasText = !recipe.evaluation().textFormat().isEmpty();
        boolean pretrains = recipe.stages().get(0) instanceof Stage.Pretrain;
        if (!(pretrains && hasText)) {
            measure(evaluator, hasText ? BASE + "-chat" : BASE, base.getVersion(), Evaluator.Format.CHAT, 0);
        }
        if (hasText) {
            measure(evaluator, BASE, base.getVersion(), Evaluator.Format.TEXT, 0);
        }
        return base;
    }

    /** A model is asked in its own text format until a stage has taught it to chat. */
    private Evaluator.Format formatAfter(int stage) {
        boolean textOnly = recipe.stages().subList(0, stage + 1).stream().allMatch(Stage.Pretrain.class::isInstance);
        return textOnly && !recipe.evaluation().textFormat().isEmpty() ? Evaluator.Format.TEXT : Evaluator.Format.CHAT;
    }

    /** Whether there are pairs to train on; a model that is always or never right leaves none, and the stage is passed over. */
    private boolean pairs(int index, Stage.Dpo stage, CurationWatch curated, PairSampler sampler, long version) {
        if (log.requested(index).isPresent()) {
            return true;
        }
        context.progress().begin(stage.name() + " pairs");
        List<Prompt> prompts = curated.kept(stage.name());
        PairSampler.Sampled sampled = sampler.sample(stage, prompts, version);
        context.progress()
                .done(String.format(
                        Locale.ROOT,
                        "%d prompts, %d completions each, %.1f %% right, %d pairs%s",
                        prompts.size(),
                        stage.pairs().samples(),
                        100 * sampled.right(),
                        sampled.pairs(),
                        sampled.pairs() == 0 ? ": nothing to prefer, stage " + stage.name() + " is left out" : ""));
        return sampled.pairs() > 0;
    }

    private void measure(Evaluator evaluator, String stage, long version, Evaluator.Format format, double seconds) {
        context.progress().begin(stage + " eval");
        StageResult result = evaluator.measure(stage, version, format, seconds);
        results.add(result);
        context.progress()
                .done(String.format(
                        Locale.ROOT,
                        "%.1f %% [%.1f, %.1f] of %d",
                        100 * result.overall().share(),
                        100 * result.overall().low(),
                        100 * result.overall().high(),
                        result.overall().items()));
    }
}
