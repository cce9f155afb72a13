package dev.caravan.learner.stage;

import dev.caravan.runtime.kafka.EventWriter;
import dev.caravan.schemas.Metric;
import dev.caravan.schemas.RunEvent;
import dev.caravan.schemas.RunFailed;
import dev.caravan.schemas.StageFinished;
import dev.caravan.schemas.StageProgress;
import dev.caravan.schemas.Topics;
import java.time.InstantSource;
import java.util.Map;

/** What the learner says about a run: events on {@code runs}, every number on {@code metrics} too. */
final class RunLog {

    private static final String SERVICE = "learner";

    private final EventWriter writer;
    private final String run;
    private final InstantSource clock;

    RunLog(EventWriter writer, String run, InstantSource clock) {
        this.writer = writer;
        this.run = run;
        this.clock = clock;
    }

    void progress(StageProgress progress) {
        send(progress);
        progress.getMetrics()
                .forEach((name, value) -> writer.send(
                        Topics.METRICS,
                        run,
                        Metric.newBuilder()
                                .setRun(run)
                                .setService(SERVICE)
                                .setName(name)
                                .setValue(value)
                                .setStep(progress.getStep())
                                .setLabels(Map.of("stage", progress.getStage()))
                                .setAt(clock.instant())
                                .build()));
    }

    void finished(StageFinished finished) {
        send(finished);
        writer.flush();
    }

    void failed(RunFailed failed) {
        send(failed);
        writer.flush();
    }

    private void send(Object event) {
        writer.send(Topics.RUNS, run, new RunEvent(run, clock.instant(), event));
    }
}
