package dev.caravan.rollout;

import dev.caravan.runtime.kafka.EventWriter;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.WorkQueue;
import dev.caravan.runtime.kafka.WorkSettings;
import dev.caravan.runtime.service.Health;
import dev.caravan.runtime.service.Service;
import dev.caravan.runtime.service.ServiceThread;
import dev.caravan.schemas.RolloutRequest;
import dev.caravan.schemas.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A rollout worker: leases {@code requests}, generates with the newest {@code weights}, publishes one {@code completions} record
 * per sequence and settles a request once the broker has all of them. Any number of workers share the requests; one that dies
 * leaves its requests to the others, who make the same completions under the same ids.
 *
 * <p>It is UP when idle, with or without weights; the detail says which it has and what waits for them.
 */
public final class RolloutService implements Service {

    /** Name of the service, and of the share group of all workers. */
    public static final String NAME = "rollout-workers";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RolloutSettings settings;
    private final Kafka kafka;
    private final MeterRegistry meters;
    private final Backlog backlog;
    private final List<ServiceThread> threads = new CopyOnWriteArrayList<>();
    private @Nullable EventWriter writer;
    private @Nullable WorkQueue<RolloutRequest> queue;
    private @Nullable GenerationLoop generation;
    private volatile @Nullable WeightFollower weights;

    public RolloutService(RolloutSettings settings, Kafka kafka, MeterRegistry meters) {
        this.settings = settings.worker().isEmpty() ? settings.named(randomName()) : settings;
        this.kafka = kafka;
        backlog = new Backlog(settings.patience());
        this.meters = meters;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void start() {
        EventWriter to = kafka.writer(settings.worker());
        writer = to;
        RolloutMetrics metrics = new RolloutMetrics(meters, to, settings);
        WeightFollower follower = new WeightFollower(kafka, metrics, backlog::signal);
        weights = follower;
        WorkQueue<RolloutRequest> from =
                kafka.queue(Topics.REQUESTS, NAME, WorkSettings.DEFAULT.with(settings.lanes(), settings.batch()));
        queue = from;
        RequestIntake intake = new RequestIntake(kafka, from, backlog);
        GenerationLoop loop = new GenerationLoop(settings, follower, backlog, to, metrics);
        generation = loop;
        run("requests", intake::step);
        run("generation", loop::turn);
        run("weights", follower::step);
    }

    @Override
    public Health health() {
        for (ServiceThread thread : threads) {
            Health health = thread.health();
            if (health.state() == Health.State.DOWN) {
                return health;
            }
        }
        WeightFollower follower = weights;
        if (follower == null || follower.position() < 0) {
            return Health.starting("looking for weights");
        }
        Revision revision = follower.newest();
        String has = revision == null ? "no weights yet" : revision.toString();
        return Health.up(has + "; " + backlog.size() + " requests waiting"
                + (follower.problem().isEmpty() ? "" : "; " + follower.problem()));
    }

    /** Stops between two decode steps. What is in flight goes back to the queue and to other workers. */
    @Override
    public void close() {
        // Requests, generation, weights; then the writer, whose last acknowledgements settle leases; then the queue.
        threads.forEach(ServiceThread::close);
        if (generation != null) {
            generation.close();
        }
        if (writer != null) {
            writer.close();
        }
        if (queue != null) {
            queue.close();
        }
        WeightFollower follower = weights;
        if (follower != null) {
            follower.close();
        }
    }

    private void run(String what, ServiceThread.Step step) {
        threads.add(new ServiceThread(settings.worker() + "-" + what, PATIENCE, step).start());
    }

    private static String randomName() {
        return "worker-"
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    }
}
