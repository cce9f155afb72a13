package dev.caravan.learner.stage;

import dev.caravan.learner.LearnerSettings;
import dev.caravan.policy.Torch;
import dev.caravan.policy.optimizer.DivergedException;
import dev.caravan.policy.weights.ModelFormatException;
import dev.caravan.runtime.CaravanException;
import dev.caravan.runtime.RetriableException;
import dev.caravan.runtime.kafka.EventWriter;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.schemas.RunFailed;
import dev.caravan.schemas.StageRequested;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs stages one after the other; one that fails says so on {@code runs} and leaves the others alone. */
public final class Stages implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Stages.class);

    private final LearnerSettings settings;
    private final Kafka kafka;
    private final EventWriter writer;
    private final InstantSource clock;
    private final BooleanSupplier stopping;
    private final Gauges gauges;
    private final Torch torch;

    /**
     * @param settings of the service
     * @param kafka to read with, not closed here
     * @param writer to write with, not closed here
     * @param meters for the numbers of the newest step
     * @param clock for time stamps and deadlines
     * @param stopping whether the service has been asked to stop
     */
    public Stages(
            LearnerSettings settings,
            Kafka kafka,
            EventWriter writer,
            MeterRegistry meters,
            InstantSource clock,
            BooleanSupplier stopping) {
        this.settings = settings;
        this.kafka = kafka;
        this.writer = writer;
        this.clock = clock;
        this.stopping = stopping;
        this.gauges = new Gauges(meters);
        this.torch = Torch.cpu();
    }

    /** Runs a stage to its end, to its failure, or until the service is asked to stop. */
    public synchronized void run(String run, StageRequested request) {
        try {
            new StageRunner(new StageContext(settings, kafka, writer, gauges, clock, stopping, run, request), torch)
                    .run();
        } catch (StoppedException e) {
            LOG.atInfo()
                    .addKeyValue("run", run)
                    .addKeyValue("stage", request.getStage())
                    .log("stopped within a stage, which goes on from its last checkpoint when asked for again");
        } catch (RuntimeException e) {
            if (stopping.getAsBoolean()) {
                throw e;
            }
            fail(run, request, e);
        }
    }

    /** Waits for the stage under way, whose arrays are on the device. */
    @Override
    public synchronized void close() {
        torch.close();
    }

    private void fail(String run, StageRequested request, RuntimeException cause) {
        LOG.atError()
                .addKeyValue("run", run)
                .addKeyValue("stage", request.getStage())
                .setCause(cause)
                .log("stage failed");
        String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        boolean known = cause instanceof CaravanException
                || cause instanceof ModelFormatException
                || cause instanceof DivergedException;
        new RunLog(writer, run, clock)
                .failed(RunFailed.newBuilder()
                        .setIndex(request.getIndex())
                        .setStage(request.getStage())
                        .setReason(known ? message : cause.getClass().getSimpleName() + ": " + message)
                        .setRetriable(cause instanceof RetriableException)
                        .build());
    }
}
