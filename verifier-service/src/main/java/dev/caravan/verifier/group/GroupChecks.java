package dev.caravan.verifier.group;

import dev.caravan.runtime.kafka.DeadLetters;
import dev.caravan.runtime.kafka.EventWriter;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.WorkSettings;
import dev.caravan.runtime.service.Health;
import dev.caravan.schemas.GroupScores;
import dev.caravan.schemas.Topics;
import dev.caravan.schemas.Wire;
import dev.caravan.verifier.Judge;
import dev.caravan.verifier.lease.LeaseLoop;
import dev.caravan.verifier.lease.Retries;
import dev.caravan.verifier.lease.Solitude;
import dev.caravan.verifier.lease.Source;
import dev.caravan.verifier.lease.Task;
import dev.caravan.verifier.lease.Work;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * Leases groups from {@code group-checks}, where grouping puts those that await verifiers of whole groups, and answers on {@code
 * group-scores} with their verdicts and rewards complete. Delivery is at least once; grouping takes the first answer, so that every
 * group is released exactly once. An ERROR that a retry may help is tried again; after the last try the group is answered with the ERROR
 * and dead-lettered.
 */
public final class GroupChecks implements AutoCloseable {

    private static final String NAME = "group-verifiers";

    private final Judge judge;
    private final Retries retries;
    private final DeadLetters deadLetters;
    private final LeaseLoop<GroupScores> loop;

    /** @param attempts times that a group with an ERROR verdict is tried in all */
    public GroupChecks(Kafka kafka, Judge judge, Solitude solitude, WorkSettings work, int attempts) {
        this.judge = judge;
        this.retries = new Retries(attempts);
        this.deadLetters = kafka.deadLetters(NAME);
        this.loop = new LeaseLoop<>(
                new Source<>(Topics.GROUP_CHECKS, NAME, work, false), kafka, judge.registry(), solitude, new Checks());
    }

    public void start() {
        loop.start();
    }

    public Health health() {
        return loop.health();
    }

    /** Close the judge after this. */
    @Override
    public void close() {
        loop.close();
    }

    private final class Checks implements Work<GroupScores> {

        @Override
        public CompletableFuture<Void> on(Task<GroupScores> task, EventWriter out) {
            return retries.run(
                            () -> GroupJudgement.of(judge, task.value().getScored()),
                            judgement -> judgement.failed() && judgement.retryHelps())
                    .thenCompose(tried -> {
                        if (tried.outcome().failed()) {
                            deadLetter(task, tried.outcome(), tried.attempts());
                        }
                        return answer(task.value(), tried.outcome(), out);
                    });
        }

        @Override
        public CompletableFuture<Void> abandon(Task<GroupScores> task, int attempts, String reason, EventWriter out) {
            GroupJudgement judgement = GroupJudgement.failure(task.value().getScored(), reason);
            deadLetter(task, judgement, attempts);
            return answer(task.value(), judgement, out);
        }
    }

    private static CompletableFuture<Void> answer(GroupScores question, GroupJudgement judgement, EventWriter out) {
        GroupScores answer = GroupScores.newBuilder(question)
                .setScored(judgement.scored())
                .setAt(Instant.now())
                .build();
        return out.send(Topics.GROUP_SCORES, question.getGroupId(), answer).thenRun(() -> {});
    }

    private void deadLetter(Task<GroupScores> task, GroupJudgement judgement, int attempts) {
        GroupScores question = task.value();
        deadLetters.send(deadLetters
                .about(task.location())
                .setRun(question.getRun())
                .setKey(task.key())
                .setError("VerificationFailed")
                .setReason("group " + question.getGroupId() + ": " + judgement.reason())
                .setRetriable(judgement.retryHelps())
                .setAttempts(attempts)
                .setPayload(ByteBuffer.wrap(Wire.encode(question)))
                .build());
    }
}
