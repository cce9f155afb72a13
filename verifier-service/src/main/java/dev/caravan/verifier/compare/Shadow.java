package dev.caravan.verifier.compare;

import dev.caravan.runtime.CaravanException;
import dev.caravan.runtime.kafka.EventWriter;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.Lease;
import dev.caravan.runtime.kafka.WorkQueue;
import dev.caravan.runtime.kafka.WorkSettings;
import dev.caravan.runtime.service.Health;
import dev.caravan.runtime.service.ServiceThread;
import dev.caravan.schemas.Completion;
import dev.caravan.schemas.Disagreement;
import dev.caravan.schemas.Occasion;
import dev.caravan.schemas.Scored;
import dev.caravan.schemas.ShadowScore;
import dev.caravan.schemas.Topics;
import dev.caravan.schemas.Verdict;
import dev.caravan.verifier.Judge;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code scores} under a share group of its own, from when the group first appears, asks its verifier about each and writes what it says
 * to {@code shadow-scores}, and where it disagrees with the live verdict to {@code disagreements}. Nothing here writes what trains.
 *
 * <p>An ERROR is written as such and not tried again: it loses nothing, and the live verdict stands. The meter {@code
 * caravan.shadow.disagreements} counts by verifier.
 */
public final class Shadow implements AutoCloseable {

    private static final WorkSettings WORK = WorkSettings.DEFAULT.with(1, 128);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ShadowSettings settings;
    private final Kafka kafka;
    private final SecondOpinion opinion;
    private final Counter disagreements;
    private final ServiceThread thread;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private @Nullable WorkQueue<Scored> queue;
    private @Nullable EventWriter writer;

    /** @param judge asked; not closed */
    public Shadow(ShadowSettings settings, Kafka kafka, Judge judge, MeterRegistry meters) {
        this.settings = settings;
        this.kafka = kafka;
        this.opinion = new SecondOpinion(judge, settings.shadows(), settings.name(), settings.options());
        this.disagreements = meters.counter("caravan.shadow.disagreements", "verifier", settings.name());
        this.thread = new ServiceThread("shadow-" + settings.name(), PATIENCE, this::step);
    }

    /** Begins; see {@link #health}. */
    public void start() {
        queue = kafka.liveQueue(Topics.SCORES, "shadow-" + settings.name(), WORK);
        writer = kafka.writer("shadow-" + settings.name());
        thread.start();
    }

    /** How it is. DOWN is no reason to stop what is live. */
    public Health health() {
        return thread.health();
    }

    @Override
    public void close() {
        thread.close();
        if (writer != null) {
            writer.close();
        }
        if (queue != null) {
            queue.close();
        }
    }

    private void step() {
        Throwable failed = failure.get();
        if (failed != null) {
            throw new CaravanException("shadow scoring failed: " + failed.getMessage(), failed);
        }
        WorkQueue<Scored> leases = queue;
        EventWriter out = writer;
        if (leases == null || out == null) {
            throw new IllegalStateException("not started");
        }
        for (Lease<Scored> lease : leases.poll(POLL)) {
            Scored scored = lease.record().value();
            if (scored == null || !sampled(scored.getCompletion().getId()) || !opinion.concerns(scored)) {
                lease.done();
                continue;
            }
            CompletableFuture<Void> unused = opinion.on(scored)
                    .thenCompose(comparison -> publish(comparison, out))
                    .whenComplete((done, error) -> {
                        if (error == null) {
                            lease.done();
                        } else {
                            failure.compareAndSet(null, error);
                        }
                    });
        }
    }

    private CompletableFuture<Void> publish(Comparison comparison, EventWriter out) {
        Instant now = Instant.now();
        String key = comparison.scored().getCompletion().getGroupId();
        List<CompletableFuture<?>> sent = new ArrayList<>();
        for (Verdict verdict : comparison.others().values()) {
            sent.add(out.send(Topics.SHADOW_SCORES, key, score(comparison, verdict, now)));
        }
        for (Disagreement disagreement : comparison.disagreements(Occasion.SHADOW, now)) {
            disagreements.increment();
            sent.add(out.send(Topics.DISAGREEMENTS, key, disagreement));
        }
        return CompletableFuture.allOf(sent.toArray(new CompletableFuture<?>[0]));
    }

    private ShadowScore score(Comparison comparison, Verdict verdict, Instant at) {
        Completion completion = comparison.scored().getCompletion();
        return ShadowScore.newBuilder()
                .setCompletionId(completion.getId())
                .setGroupId(completion.getGroupId())
                .setIndex(completion.getIndex())
                .setRun(completion.getRun())
                .setStage(completion.getStage())
                .setStep(completion.getStep())
                .setShadows(settings.shadows())
                .setVerdict(verdict)
                .setAt(at)
                .build();
    }

    private boolean sampled(String id) {
        CRC32C crc = new CRC32C();
        crc.update(id.getBytes(StandardCharsets.UTF_8));
        return crc.getValue() < settings.sample() * (1L << 32);
    }
}
