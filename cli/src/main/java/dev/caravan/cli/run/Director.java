package dev.caravan.cli.run;

import dev.caravan.cli.progress.Progress;
import dev.caravan.cli.recipe.Recipe;
import dev.caravan.cli.recipe.RecipeFile;
import dev.caravan.cli.report.Report;
import dev.caravan.cli.run.log.RunContext;
import dev.caravan.cli.run.log.RunIndex;
import dev.caravan.cli.run.log.RunLog;
import dev.caravan.cli.run.log.Vitals;
import dev.caravan.runtime.kafka.EventWriter;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.schemas.RunSubmitted;
import java.nio.file.Path;

/**
 * Takes a recipe from its data to the final model: ingest, curate, measure the base, then each stage followed by a measurement.
 * Everything it does is on the log, so a run that was cut off goes on where it was.
 */
public final class Director {

    private final Kafka kafka;
    private final Path home;
    private final Progress progress;
    private final Vitals vitals;

    /**
     * @param home folder under which {@code runs/} holds what a run leaves
     * @param vitals looked after while waiting
     */
    public Director(Kafka kafka, Path home, Progress progress, Vitals vitals) {
        this.kafka = kafka;
        this.home = home;
        this.progress = progress;
        this.vitals = vitals;
    }

    /**
     * Runs a recipe to its end.
     *
     * @param dataRoot folder that relative paths of sources start from
     * @param resume whether to go on with the recipe's newest unfinished run
     * @throws dev.caravan.runtime.CaravanException if it cannot be brought to its end; says why and what to do
     */
    public Report run(RecipeFile file, Path dataRoot, boolean resume) {
        Recipe recipe = file.recipe();
        RunIndex index = RunIndex.read(kafka);
        String run = resume ? index.unfinished(recipe.name(), recipe.seed()) : index.next(recipe.name());
        Path folder = home.resolve("runs").resolve(run);
        progress.say("run " + run + "  seed " + recipe.seed() + (resume ? "  (resumed)" : ""));
        try (EventWriter writer = kafka.writer("director")) {
            RunContext context = new RunContext(
                    run, index.submitted(run), resume, recipe, dataRoot, folder, kafka, writer, progress, vitals);
            try (RunLog log = new RunLog(kafka, writer, run, vitals)) {
                if (!resume) {
                    log.write(new RunSubmitted(recipe.name(), recipe.seed()));
                }
                return new Run(context, file, log).toTheEnd();
            }
        }
    }
}
