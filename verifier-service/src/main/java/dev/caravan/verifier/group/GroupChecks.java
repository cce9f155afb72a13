package dev.caravan.verifier.group;

import dev.caravan.runtime.CaravanException;
import dev.caravan.runtime.kafka.DeadLetters;
import dev.caravan.runtime.kafka.EventWriter;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.Lease;
import dev.caravan.runtime.kafka.WorkQueue;
import dev.caravan.runtime.kafka.WorkSettings;
import dev.caravan.runtime.service.Health;
import dev.caravan.runtime.service.ServiceThread;
import dev.caravan.schemas.GroupScores;
import dev.caravan.schemas.Scored;
import dev.caravan.schemas.Topics;
import dev.caravan.schemas.Wire;
import dev.caravan.verifier.Judge;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Leases groups from {@code group-checks}, where grouping puts those that await verifiers of whole groups, and answers on {@code
 * group-scores} with their verdicts and rewards complete. Delivery is at least once; grouping takes the first answer, so that every
 * group is released exactly once. An ERROR that a retry may help gives the group back until it has been tried so many times; after that
 * it is answered with the ERROR and dead-lettered.
 */
public final class GroupChecks implements AutoCloseable {

    private static final String NAME = "group-verifiers";
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Kafka kafka;
    private final Judge judge;
    private final WorkSettings work;
    private final int attempts;
    private final ServiceThread thread = new ServiceThread(NAME, PATIENCE, this::step);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private @Nullable Clients clients;

    /** @param attempts times that a group with an ERROR verdict is tried in all */
    public GroupChecks(Kafka kafka, Judge judge, WorkSettings work, int attempts) {
        this.kafka = kafka;
        this.judge = judge;
        this.work = work;
        this.attempts = attempts;
    }

    public void start() {
        clients =
                new Clients(kafka.queue(Topics.GROUP_CHECKS, NAME, work), kafka.writer(NAME), kafka.deadLetters(NAME));
        thread.start();
    }

    public Health health() {
        return thread.health();
    }

    /** Close the judge after this. */
    @Override
    public void close() {
        thread.close();
        if (clients != null) {
            clients.close();
        }
    }

    private void step() {
        Throwable failed = failure.get();
        if (failed != null) {
            throw new CaravanException("scoring groups failed: " + failed.getMessage(), failed);
        }
        Clients open = clients;
        if (open == null) {
            throw new IllegalStateException("not started");
        }
        List<Lease<GroupScores>> leases = open.queue().poll(POLL);
        judge.registry().batch(() -> leases.forEach(lease -> take(lease, open)));
    }

    private void take(Lease<GroupScores> lease, Clients open) {
        GroupScores question = lease.record().value();
        if (question == null) {
            lease.reject("a group without a value");
            return;
        }
        CompletableFuture<Void> unused = GroupJudgement.of(judge, question.getScored())
                .thenCompose(judgement -> conclude(lease, question, judgement, open))
                .whenComplete((done, error) -> {
                    if (error != null) {
                        failure.compareAndSet(null, error);
                    }
                });
    }

    /** Answers and settles, or gives back. Runs on a checking thread, many at a time. */
    private CompletableFuture<Void> conclude(
            Lease<GroupScores> lease, GroupScores question, GroupJudgement judgement, Clients open) {
        if (judgement.failed()) {
            if (judgement.retryHelps() && lease.attempt() < attempts) {
                lease.retry();
                return CompletableFuture.completedFuture(null);
            }
            deadLetter(lease, question, judgement, open.deadLetters());
        }
        List<Scored> scored = judgement.scored();
        GroupScores answer = GroupScores.newBuilder(question)
                .setScored(scored)
                .setAt(Instant.now())
                .build();
        return open.writer()
                .send(Topics.GROUP_SCORES, question.getGroupId(), answer)
                .thenRun(lease::done);
    }

    private static void deadLetter(
            Lease<GroupScores> lease, GroupScores question, GroupJudgement judgement, DeadLetters deadLetters) {
        deadLetters.send(deadLetters
                .about(lease.record().location())
                .setRun(question.getRun())
                .setKey(lease.record().key())
                .setError("VerificationFailed")
                .setReason("group " + question.getGroupId() + ": " + judgement.reason())
                .setRetriable(judgement.retryHelps())
                .setAttempts(lease.attempt())
                .setPayload(ByteBuffer.wrap(Wire.encode(question)))
                .build());
    }

    private record Clients(WorkQueue<GroupScores> queue, EventWriter writer, DeadLetters deadLetters)
            implements AutoCloseable {

        /** The writer first: its acknowledgements settle leases. */
        @Override
        public void close() {
            writer.close();
            queue.close();
        }
    }
}
