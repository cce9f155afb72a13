package dev.caravan.cli.run;

import dev.caravan.cli.progress.Progress;
import dev.caravan.cli.recipe.RecipeFile;
import dev.caravan.cli.report.CurationSummary;
import dev.caravan.cli.run.log.RunContext;
import dev.caravan.cli.run.log.RunIndex;
import dev.caravan.cli.run.log.Vitals;
import dev.caravan.runtime.kafka.EventWriter;
import dev.caravan.runtime.kafka.Kafka;
import java.nio.file.Path;

/** A recipe's data through curation, and no further. */
public final class DataOnly {

    private final Kafka kafka;
    private final Path home;
    private final Progress progress;
    private final Vitals vitals;

    /**
     * @param home folder of the process
     * @param vitals looked after while waiting
     */
    public DataOnly(Kafka kafka, Path home, Progress progress, Vitals vitals) {
        this.kafka = kafka;
        this.home = home;
        this.progress = progress;
        this.vitals = vitals;
    }

    /** Returns when every prompt has its verdict. */
    public CurationSummary run(RecipeFile file, Path dataRoot) {
        RunIndex index = RunIndex.read(kafka);
        String run = index.next(file.recipe().name() + "-data");
        try (EventWriter writer = kafka.writer("ingest")) {
            return Preparation.of(new RunContext(
                            run,
                            index.submitted(run),
                            false,
                            file.recipe(),
                            dataRoot,
                            home,
                            kafka,
                            writer,
                            progress,
                            vitals))
                    .summary();
        }
    }
}
