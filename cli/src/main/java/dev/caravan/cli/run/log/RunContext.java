package dev.caravan.cli.run.log;

import dev.caravan.cli.progress.Progress;
import dev.caravan.cli.recipe.Recipe;
import dev.caravan.runtime.kafka.EventWriter;
import dev.caravan.runtime.kafka.Kafka;
import java.nio.file.Path;
import java.time.Instant;

/**
 * What all parts of a run share.
 *
 * @param run its id
 * @param submitted when it was submitted, before any resumption
 * @param resumed whether the log may hold records of the run already
 * @param dataRoot folder that relative paths of sources start from
 * @param folder where the run's own files go
 */
public record RunContext(
        String run,
        Instant submitted,
        boolean resumed,
        Recipe recipe,
        Path dataRoot,
        Path folder,
        Kafka kafka,
        EventWriter writer,
        Progress progress,
        Vitals vitals) {}
