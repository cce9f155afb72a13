package dev.caravan.rollout;

import dev.caravan.policy.Seeds;
import dev.caravan.runtime.kafka.Lease;
import dev.caravan.schemas.RolloutRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A leased request on its way to its completions. Guarded by the {@link Backlog} while waiting; the generation thread's after. */
final class Job {

    private final Lease<RolloutRequest> lease;
    private final RolloutRequest request;
    private final Instant leased;
    private final long weightsEnd;
    private final NavigableSet<Integer> waiting = new TreeSet<>();
    private final List<CompletableFuture<?>> sends = new ArrayList<>();
    private @Nullable Instant started;
    private @Nullable String problem;

    /**
     * @param request the value of {@code lease}
     * @param leased when it was leased
     * @param weightsEnd end of the weights topic then
     */
    Job(Lease<RolloutRequest> lease, RolloutRequest request, Instant leased, long weightsEnd) {
        this.lease = lease;
        this.request = request;
        this.leased = leased;
        this.weightsEnd = weightsEnd;
        for (int index = 0; index < request.getN(); index++) {
            waiting.add(index);
        }
    }

    RolloutRequest request() {
        return request;
    }

    Instant leased() {
        return leased;
    }

    /** Weights published before this offset were published before the request was leased. */
    long weightsEnd() {
        return weightsEnd;
    }

    /** Completions that are neither in a slot nor published. */
    int waiting() {
        return waiting.size();
    }

    boolean begun() {
        return started != null;
    }

    /** Takes the lowest waiting index. */
    int next(Instant now) {
        if (started == null) {
            started = now;
        }
        return Objects.requireNonNull(waiting.pollFirst(), "all completions have been taken");
    }

    /** Gives back an index whose sequence was thrown away. */
    void again(int index) {
        waiting.add(index);
    }

    long seed(int index) {
        return Seeds.mix(request.getSampling().getSeed(), index);
    }

    /** When its first sequence was given a slot. */
    Instant started() {
        return Objects.requireNonNull(started, "not begun");
    }

    /** Notes a completion on its way to the broker. */
    void sent(CompletableFuture<?> send) {
        sends.add(send);
    }

    /** Whether all completions have been sent. */
    boolean complete() {
        return sends.size() == request.getN();
    }

    /** Notes why a completion had to be aborted. */
    void aborted(String reason) {
        problem = reason;
    }

    /**
     * Settles the lease once the broker has all completions: done, or rejected with the reason if they were aborted. A failed send
     * leaves the lease to run out, and the request to another worker.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // a failed send ends the service through its writer
    void settle() {
        String reason = problem;
        CompletableFuture.allOf(sends.toArray(CompletableFuture[]::new)).thenRun(() -> {
            if (reason == null) {
                lease.done();
            } else {
                lease.reject(reason);
            }
        });
    }

    /** Settles a request that was not begun, without an answer; the reason goes to the dead letters. */
    void reject(String reason) {
        lease.reject(reason);
    }

    @Override
    public String toString() {
        return request.getGroupId() + " (" + lease.record().location() + ")";
    }
}
