package dev.caravan.learner.stage;

import dev.caravan.learner.LearnerSettings;
import dev.caravan.learner.weights.WeightPublisher;
import dev.caravan.policy.weights.ModelFolder;
import dev.caravan.runtime.kafka.EventWriter;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.schemas.StageRequested;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/**
 * What everything in a stage has to do with.
 *
 * @param settings of the service
 * @param kafka to read with
 * @param writer to write with; the service's
 * @param gauges for the numbers of the newest step
 * @param clock for time stamps and deadlines
 * @param stopping whether the service has been asked to stop
 * @param run the run
 * @param request the stage
 */
record StageContext(
        LearnerSettings settings,
        Kafka kafka,
        EventWriter writer,
        Gauges gauges,
        InstantSource clock,
        BooleanSupplier stopping,
        String run,
        StageRequested request) {

    /** Folder of everything that the run keeps on disk. */
    Path runFolder() {
        return settings.dataDir().resolve("runs").resolve(run);
    }

    /** Folder that the stage's model is written to at its end. */
    Path modelFolder() {
        return runFolder().resolve(request.getStage()).resolve("model");
    }

    WeightPublisher publisher(ModelFolder model) {
        return new WeightPublisher(writer, settings, clock, run, request.getStage(), model);
    }

    RunLog log() {
        return new RunLog(writer, run, clock);
    }

    /** @throws StoppedException if the service has been asked to stop */
    void checkStopped() {
        if (stopping.getAsBoolean()) {
            throw new StoppedException();
        }
    }
}
