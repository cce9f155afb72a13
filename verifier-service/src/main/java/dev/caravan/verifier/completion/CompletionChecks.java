package dev.caravan.verifier.completion;

import dev.caravan.runtime.kafka.DeadLetters;
import dev.caravan.runtime.kafka.EventWriter;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.schemas.Completion;
import dev.caravan.schemas.FinishReason;
import dev.caravan.schemas.Metric;
import dev.caravan.schemas.Scored;
import dev.caravan.schemas.Topics;
import dev.caravan.schemas.VerifierSpec;
import dev.caravan.schemas.Wire;
import dev.caravan.verifier.Judge;
import dev.caravan.verifier.Judgement;
import dev.caravan.verifier.lease.Retries;
import dev.caravan.verifier.lease.Task;
import dev.caravan.verifier.lease.Work;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Judges each completion and publishes it with its verdicts on {@code scores}, under the same key. An ERROR that a retry may help is tried
 * again; after the last try the completion is published with the ERROR and without a reward, and dead-lettered, so that its group need not
 * wait for it.
 *
 * <p>The meter {@code caravan.verifier.latency} is the time from a completion's end to its score.
 */
public final class CompletionChecks implements Work<Completion> {

    private final Judge judge;
    private final Retries retries;
    private final DeadLetters deadLetters;
    private final Timer latency;
    private final Tally tally;

    /**
     * Checks by a judge, which is not closed.
     *
     * @param service name of the service, for its measurements and dead letters
     * @param report time between two measurements
     */
    public CompletionChecks(
            String service, Kafka kafka, Judge judge, Retries retries, Duration report, MeterRegistry meters) {
        this.judge = judge;
        this.retries = retries;
        this.deadLetters = kafka.deadLetters(service);
        this.latency = Timer.builder("caravan.verifier.latency")
                .publishPercentiles(0.5, 0.99)
                .register(meters);
        this.tally = new Tally(service, report, System.nanoTime());
    }

    @Override
    public CompletableFuture<Void> on(Task<Completion> task, EventWriter out) {
        Completion completion = task.value();
        List<VerifierSpec> awaits = awaits(completion);
        List<VerifierSpec> asked = others(completion, awaits);
        return retries.run(
                        () -> judge.judge(asked, completion), judgement -> judgement.failed() && judgement.retryHelps())
                .thenCompose(tried -> {
                    Judgement judgement = tried.outcome();
                    // What was aborted, its rollout worker has dead-lettered.
                    if (judgement.failed() && completion.getFinishReason() != FinishReason.ABORTED) {
                        deadLetter(task, judgement, tried.attempts());
                    }
                    return publish(completion, judgement, awaits, out);
                });
    }

    @Override
    public CompletableFuture<Void> abandon(Task<Completion> task, int attempts, String reason, EventWriter out) {
        Completion completion = task.value();
        List<VerifierSpec> awaits = awaits(completion);
        Judgement judgement = Judgement.failure(others(completion, awaits), reason);
        deadLetter(task, judgement, attempts);
        return publish(completion, judgement, awaits, out);
    }

    @Override
    public void tick(EventWriter out) {
        for (Metric metric : tally.drainIfDue(System.nanoTime())) {
            out.send(Topics.METRICS, metric.getRun(), metric);
        }
    }

    /** Those that need the whole group. */
    private List<VerifierSpec> awaits(Completion completion) {
        return completion.getVerifiers().stream()
                .filter(spec -> judge.registry().judgesGroups(spec.getName()))
                .toList();
    }

    private static List<VerifierSpec> others(Completion completion, List<VerifierSpec> awaits) {
        return completion.getVerifiers().stream()
                .filter(spec -> !awaits.contains(spec))
                .toList();
    }

    /** Runs on a checking thread, many at a time. */
    private CompletableFuture<Void> publish(
            Completion completion, Judgement judgement, List<VerifierSpec> awaits, EventWriter out) {
        Instant now = Instant.now();
        Scored.Builder scored = Scored.newBuilder()
                .setCompletion(completion)
                .setVerdicts(judgement.verdicts())
                .setAwaits(awaits)
                .setScoredAt(now);
        Double reward = judgement.reward();
        if (reward != null) {
            scored.setReward(reward);
        }
        Duration took = Duration.between(completion.getFinishedAt(), now);
        latency.record(took.isNegative() ? Duration.ZERO : took);
        tally.add(completion.getRun(), judgement.verdicts(), took);
        return out.send(Topics.SCORES, completion.getGroupId(), scored.build()).thenRun(() -> {});
    }

    private void deadLetter(Task<Completion> task, Judgement judgement, int attempts) {
        Completion completion = task.value();
        deadLetters.send(deadLetters
                .about(task.location())
                .setRun(completion.getRun())
                .setKey(task.key())
                .setError("VerificationFailed")
                .setReason("completion " + completion.getId() + ": " + judgement.reason())
                .setRetriable(judgement.retryHelps())
                .setAttempts(attempts)
                .setPayload(ByteBuffer.wrap(Wire.encode(completion)))
                .build());
    }
}
