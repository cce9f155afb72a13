package dev.caravan.cli.run.log;

import dev.caravan.runtime.CaravanException;
import dev.caravan.runtime.kafka.EventWriter;
import dev.caravan.runtime.kafka.From;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.LogReader;
import dev.caravan.runtime.kafka.Received;
import dev.caravan.schemas.RunEvent;
import dev.caravan.schemas.RunFailed;
import dev.caravan.schemas.StageFinished;
import dev.caravan.schemas.StageProgress;
import dev.caravan.schemas.StageRequested;
import dev.caravan.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One run's events on {@code runs}: what it asked for, how far the learner is, what has ended. */
public final class RunLog implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final String run;
    private final EventWriter writer;
    private final LogReader<RunEvent> reader;
    private final Vitals vitals;
    private final Map<Integer, StageRequested> requested = new HashMap<>();
    private final Map<Integer, StageFinished> finished = new HashMap<>();
    private final List<RunFailed> failures = new ArrayList<>();

    /** Reads what is there. */
    public RunLog(Kafka kafka, EventWriter writer, String run, Vitals vitals) {
        this.run = run;
        this.writer = writer;
        this.vitals = vitals;
        this.reader = kafka.reader(Topics.RUNS, From.BEGINNING);
        while (!reader.atEnd()) {
            poll(progress -> {});
        }
        failures.clear();
    }

    /** Appends an event and waits until the broker has it. */
    public void write(Object event) {
        writer.send(Topics.RUNS, run, new RunEvent(run, Instant.now(), event));
        writer.flush();
    }

    /** What was asked of the learner for the stage of that index, if it has been. */
    public Optional<StageRequested> requested(int index) {
        return Optional.ofNullable(requested.get(index));
    }

    /** How the stage of that index ended, if it has. */
    public Optional<StageFinished> finished(int index) {
        return Optional.ofNullable(finished.get(index));
    }

    /**
     * Waits for the end of a stage.
     *
     * @throws CaravanException if the learner says that it failed, or a service that it needs is down
     */
    public StageFinished await(int index, Consumer<StageProgress> onProgress) {
        while (true) {
            StageFinished end = finished.get(index);
            if (end != null) {
                return end;
            }
            for (RunFailed failure : failures) {
                if (failure.getIndex() == index) {
                    throw new CaravanException("stage " + failure.getStage() + " of run " + run + " failed: "
                            + failure.getReason()
                            + (failure.getRetriable() ? "; run it again with --resume" : ""));
                }
            }
            vitals.check();
            poll(progress -> {
                if (progress.getIndex() == index) {
                    onProgress.accept(progress);
                }
            });
        }
    }

    @Override
    public void close() {
        reader.close();
    }

    private void poll(Consumer<StageProgress> onProgress) {
        for (Received<RunEvent> record : reader.poll(POLL)) {
            RunEvent event = record.value();
            if (event == null || !event.getRun().equals(run)) {
                continue;
            }
            Object what = event.getEvent();
            if (what instanceof StageRequested request) {
                requested.put(request.getIndex(), request);
            } else if (what instanceof StageFinished end) {
                finished.put(end.getIndex(), end);
            } else if (what instanceof RunFailed failure) {
                failures.add(failure);
            } else if (what instanceof StageProgress progress) {
                onProgress.accept(progress);
            }
        }
    }
}
