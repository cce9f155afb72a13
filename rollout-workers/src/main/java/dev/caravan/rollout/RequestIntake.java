package dev.caravan.rollout;

import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.Lease;
import dev.caravan.runtime.kafka.WorkQueue;
import dev.caravan.schemas.RolloutRequest;
import dev.caravan.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Hands leased requests to the backlog, each with the end of the weights topic at that moment. */
final class RequestIntake {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Kafka kafka;
    private final WorkQueue<RolloutRequest> queue;
    private final Backlog backlog;

    RequestIntake(Kafka kafka, WorkQueue<RolloutRequest> queue, Backlog backlog) {
        this.kafka = kafka;
        this.queue = queue;
        this.backlog = backlog;
    }

    /** Takes what has been leased since the last step. */
    void step() {
        List<Lease<RolloutRequest>> leases = queue.poll(POLL);
        if (leases.isEmpty()) {
            return;
        }
        Instant now = Instant.now();
        long weightsEnd = kafka.endOffsets(Topics.WEIGHTS).getOrDefault(0, 0L);
        for (Lease<RolloutRequest> lease : leases) {
            RolloutRequest request = lease.record().value();
            if (request == null) {
                lease.reject("a request without a value");
            } else if (request.getN() < 1) {
                lease.reject("n must be at least 1, got " + request.getN());
            } else {
                backlog.offer(new Job(lease, request, now, weightsEnd));
            }
        }
    }
}
