package dev.caravan.cli.run;

import dev.caravan.cli.recipe.RecipeFile;
import dev.caravan.cli.recipe.Stage;
import dev.caravan.cli.run.log.RunContext;
import dev.caravan.cli.run.log.RunLog;
import dev.caravan.policy.Seeds;
import dev.caravan.schemas.InputRange;
import dev.caravan.schemas.StageFinished;
import dev.caravan.schemas.StageProgress;
import dev.caravan.schemas.StageRequested;
import dev.caravan.schemas.Topic;
import dev.caravan.schemas.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Asks the learner for stages. What a stage reads is fixed by offsets when it is asked for first; asking again after a crash
 * repeats that request word for word, so the stage is the same function of the log.
 */
final class Stages {

    private static final String BASE = "base";

    private final RunContext context;
    private final RecipeFile file;
    private final RunLog log;
    private final Path startingModel;

    Stages(RunContext context, RecipeFile file, RunLog log, Path startingModel) {
        this.context = context;
        this.file = file;
        this.log = log;
        this.startingModel = startingModel;
    }

    /** Has the starting weights published as version 0. */
    StageFinished base() {
        return run(0, BASE, BASE, "{}", List.of());
    }

    /** Has a stage run to its end. */
    StageFinished run(int index, Stage stage) {
        return run(index, stage.name(), stage.algorithm(), file.settings(index - 1), inputs(stage));
    }

    private StageFinished run(int index, String name, String kind, String settings, List<Topic<?>> reads) {
        context.progress().begin(name);
        if (log.finished(index).isEmpty()) {
            log.write(log.requested(index).orElseGet(() -> StageRequested.newBuilder()
                    .setIndex(index)
                    .setStage(name)
                    .setKind(kind)
                    .setSettings(settings)
                    .setSeed(Seeds.mix(context.recipe().seed(), index))
                    .setModel(startingModel.toString())
                    .setInputs(ranges(reads))
                    .build()));
        }
        StageFinished end = log.await(index, this::show);
        context.progress()
                .done(String.format(
                        Locale.ROOT, "weights version %d after %.1f s", end.getVersion(), end.getSeconds()));
        return end;
    }

    private static List<Topic<?>> inputs(Stage stage) {
        if (stage instanceof Stage.Grpo) {
            return List.of(Topics.CURATED);
        }
        return List.of(stage instanceof Stage.Dpo ? Topics.PREFERENCES : Topics.DEMONSTRATIONS);
    }

    /** Everything that is on the topics now; the learner takes from it what is of this run and stage. */
    private List<InputRange> ranges(List<Topic<?>> topics) {
        List<InputRange> ranges = new ArrayList<>();
        for (Topic<?> topic : topics) {
            context.kafka()
                    .endOffsets(topic)
                    .forEach((partition, end) -> ranges.add(new InputRange(topic.name(), partition, 0L, end)));
        }
        return ranges;
    }

    private void show(StageProgress progress) {
        context.progress().step(progress.getStep(), progress.getSteps(), progress.getMetrics());
    }
}
