package dev.caravan.verifier.compare;

import dev.caravan.runtime.kafka.DeadLetters;
import dev.caravan.runtime.kafka.EventWriter;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.WorkSettings;
import dev.caravan.runtime.service.Health;
import dev.caravan.schemas.Completion;
import dev.caravan.schemas.Disagreement;
import dev.caravan.schemas.Occasion;
import dev.caravan.schemas.Scored;
import dev.caravan.schemas.ShadowScore;
import dev.caravan.schemas.Topics;
import dev.caravan.schemas.Verdict;
import dev.caravan.schemas.Wire;
import dev.caravan.verifier.Judge;
import dev.caravan.verifier.lease.LeaseLoop;
import dev.caravan.verifier.lease.Solitude;
import dev.caravan.verifier.lease.Source;
import dev.caravan.verifier.lease.Task;
import dev.caravan.verifier.lease.Work;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32C;

/**
 * Reads {@code scores} under a share group of its own, from when the group first appears, asks its verifier about each and writes what it says
 * to {@code shadow-scores}, and where it disagrees with the live verdict to {@code disagreements}. Nothing here writes what trains.
 *
 * <p>An ERROR is written as such and not tried again: it loses nothing, and the live verdict stands. The meter {@code
 * caravan.shadow.disagreements} counts by verifier.
 */
public final class Shadow implements AutoCloseable {

    private static final WorkSettings WORK = WorkSettings.DEFAULT.with(1, 128);

    private final ShadowSettings settings;
    private final SecondOpinion opinion;
    private final Counter disagreements;
    private final DeadLetters deadLetters;
    private final LeaseLoop<Scored> loop;

    /** @param judge asked; not closed */
    public Shadow(ShadowSettings settings, Kafka kafka, Judge judge, Solitude solitude, MeterRegistry meters) {
        this.settings = settings;
        this.opinion = new SecondOpinion(judge, settings.shadows(), settings.name(), settings.options());
        this.disagreements = meters.counter("caravan.shadow.disagreements", "verifier", settings.name());
        String name = "shadow-" + settings.name();
        this.deadLetters = kafka.deadLetters(name);
        this.loop = new LeaseLoop<>(
                new Source<>(Topics.SCORES, name, WORK, true), kafka, judge.registry(), solitude, new Opinions());
    }

    /** Begins; see {@link #health}. */
    public void start() {
        loop.start();
    }

    /** How it is. DOWN is no reason to stop what is live. */
    public Health health() {
        return loop.health();
    }

    @Override
    public void close() {
        loop.close();
    }

    private final class Opinions implements Work<Scored> {

        @Override
        public CompletableFuture<Void> on(Task<Scored> task, EventWriter out) {
            Scored scored = task.value();
            if (!sampled(scored.getCompletion().getId()) || !opinion.concerns(scored)) {
                return CompletableFuture.completedFuture(null);
            }
            return opinion.on(scored).thenCompose(comparison -> publish(comparison, out));
        }

        /** Nobody waits for a shadow. */
        @Override
        public CompletableFuture<Void> abandon(Task<Scored> task, int attempts, String reason, EventWriter out) {
            Completion completion = task.value().getCompletion();
            deadLetters.send(deadLetters
                    .about(task.location())
                    .setRun(completion.getRun())
                    .setKey(task.key())
                    .setError("VerificationFailed")
                    .setReason("completion " + completion.getId() + ": " + reason)
                    .setAttempts(attempts)
                    .setPayload(ByteBuffer.wrap(Wire.encode(task.value())))
                    .build());
            return CompletableFuture.completedFuture(null);
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
