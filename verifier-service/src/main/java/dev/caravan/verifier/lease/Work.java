package dev.caravan.verifier.lease;

import dev.caravan.runtime.kafka.EventWriter;
import java.util.concurrent.CompletableFuture;

/** What is done with each record that a {@link LeaseLoop} leases. Its methods return at once. */
public interface Work<V> {

    /**
     * Works on a record. It may be worked on twice: make the effect idempotent.
     *
     * @return completes when the effect is on the log; if it fails, the loop stops and the record is delivered again
     */
    CompletableFuture<Void> on(Task<V> task, EventWriter out);

    /**
     * Publishes that nothing comes of a record, and dead-letters it first.
     *
     * @param attempts how often it was begun
     * @param reason for people
     * @return completes when that is on the log
     */
    CompletableFuture<Void> abandon(Task<V> task, int attempts, String reason, EventWriter out);

    /** Called again and again, at least every second while the loop is not waiting to be alone. */
    default void tick(EventWriter out) {}
}
