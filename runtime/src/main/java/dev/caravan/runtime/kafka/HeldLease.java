package dev.caravan.runtime.kafka;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** A lease and what its holder decided. The decision is taken by any thread, once, and carried out by the lane. */
final class HeldLease<V> implements Lease<V> {

    /** How a lease ended. {@code reason} is of a rejection. */
    record Outcome(Kind kind, String reason) {
        enum Kind {
            DONE,
            RETRY,
            REJECT,
            /** Taken from its holder, or lost to the broker. */
            LOST
        }
    }

    private final Received<V> record;
    private final ConsumerRecord<byte[], byte[]> raw;
    private final int attempt;
    private final Runnable settled;
    private final AtomicReference<@Nullable Outcome> outcome = new AtomicReference<>();

    /** @param settled called once, when the holder has decided */
    HeldLease(Received<V> record, ConsumerRecord<byte[], byte[]> raw, int attempt, Runnable settled) {
        this.record = record;
        this.raw = raw;
        this.attempt = attempt;
        this.settled = settled;
    }

    @Override
    public Received<V> record() {
        return record;
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public void done() {
        settle(new Outcome(Outcome.Kind.DONE, ""));
    }

    @Override
    public void retry() {
        settle(new Outcome(Outcome.Kind.RETRY, ""));
    }

    @Override
    public void reject(String reason) {
        settle(new Outcome(Outcome.Kind.REJECT, reason));
    }

    /** Ends the lease without its holder. */
    void lose() {
        settle(new Outcome(Outcome.Kind.LOST, ""));
    }

    /** What was decided; null while the work goes on. */
    @Nullable
    Outcome outcome() {
        return outcome.get();
    }

    /** The record as Kafka gave it. */
    ConsumerRecord<byte[], byte[]> raw() {
        return raw;
    }

    private void settle(Outcome decided) {
        if (outcome.compareAndSet(null, decided)) {
            settled.run();
        }
    }
}
