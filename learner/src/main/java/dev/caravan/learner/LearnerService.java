package dev.caravan.learner;

import dev.caravan.learner.stage.Stages;
import dev.caravan.runtime.kafka.EventWriter;
import dev.caravan.runtime.kafka.From;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.LogReader;
import dev.caravan.runtime.kafka.Received;
import dev.caravan.runtime.service.Health;
import dev.caravan.runtime.service.Service;
import dev.caravan.runtime.service.ServiceThread;
import dev.caravan.schemas.RunEvent;
import dev.caravan.schemas.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The learner: groups, pairs and demonstrations to weights. It follows {@code runs}, runs the stages that are asked for one after the
 * other, and publishes weight versions. A stage that fails is announced as failed and the service lives on. It keeps nothing that
 * neither a checkpoint nor the log holds, so it may be killed at any time.
 */
public final class LearnerService implements Service {

    private static final String NAME = "learner";
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LearnerSettings settings;
    private final Kafka kafka;
    private final MeterRegistry meters;
    private final ServiceThread thread;
    private final PendingStages pending = new PendingStages();
    private volatile String doing = "waiting for a stage";
    private @Nullable LogReader<RunEvent> events;
    private @Nullable EventWriter writer;
    private @Nullable Stages stages;

    /**
     * @param settings of the service
     * @param kafka shared with others, not closed here
     * @param meters where every number of the newest step is a gauge
     */
    public LearnerService(LearnerSettings settings, Kafka kafka, MeterRegistry meters) {
        this.settings = settings;
        this.kafka = kafka;
        this.meters = meters;
        this.thread = new ServiceThread(NAME, PATIENCE, this::step);
    }

    @Override
    public String name() {
        return NAME;
    }

    /** When this returns, no request that is sent from then on is missed. */
    @Override
    public void start() {
        events = kafka.reader(Topics.RUNS, settings.resumeAtStart() ? From.BEGINNING : From.END);
        writer = kafka.writer(NAME);
        stages = new Stages(settings, kafka, writer, meters, InstantSource.system(), thread::stopped);
        thread.start();
    }

    @Override
    public Health health() {
        Health health = thread.health();
        return health.state() == Health.State.UP ? Health.up(doing) : health;
    }

    @Override
    public void close() {
        thread.close();
        close(stages);
        close(events);
        close(writer);
    }

    /** Reads to the end of the log first: a request that was answered there must not be taken up again. */
    private void step() {
        LogReader<RunEvent> log = requireStarted(events);
        for (Received<RunEvent> received : log.poll(POLL)) {
            RunEvent event = received.value();
            if (event != null) {
                pending.add(event);
            }
        }
        if (log.atEnd()) {
            pending.next().ifPresent(next -> {
                doing = "run " + next.run() + ", stage " + next.request().getStage();
                requireStarted(stages).run(next.run(), next.request());
                doing = "waiting for a stage";
            });
        }
    }

    private static <T> T requireStarted(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("the learner has not been started");
        }
        return part;
    }

    private static void close(@Nullable AutoCloseable part) {
        if (part != null) {
            try {
                part.close();
            } catch (Exception e) {
                throw new IllegalStateException("cannot close " + part, e);
            }
        }
    }
}
