package dev.caravan.runtime.kafka;

import dev.caravan.runtime.CaravanException;
import dev.caravan.schemas.SchemaCatalogue;
import dev.caravan.schemas.Topic;
import dev.caravan.schemas.WireFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A topic's records as work, leased from a share group (KIP-932): every worker that opens a queue of the same group takes what it can, more
 * workers than partitions included, and a dead worker's work comes back by itself. Delivery is at least once and in no order. Thread-safe.
 *
 * <p>Leases are taken and renewed by the queue's own threads, one per lane, so a holder may take as long as {@code hold} allows without
 * polling. At most {@code lanes * batch} leases are out at a time, those not yet returned by {@link #poll} included.
 */
public final class WorkQueue<V extends SpecificRecord> implements AutoCloseable {
    private final BlockingQueue<HeldLease<V>> ready = new LinkedBlockingQueue<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final List<Lane<V>> lanes = new ArrayList<>();
    private final Topic<V> topic;

    WorkQueue(
            Topic<V> topic,
            WorkSettings settings,
            SchemaCatalogue schemas,
            DeadLetters deadLetters,
            IntFunction<Map<String, Object>> config) {
        this.topic = topic;
        WireFormat<V> format = new WireFormat<>(topic.type(), schemas);
        for (int i = 0; i < settings.lanes(); i++) {
            Lane<V> lane = new Lane<>(topic, settings, format, deadLetters, config.apply(i), ready, failure);
            lanes.add(lane);
            lane.start("queue-" + topic.name() + "-" + i);
        }
    }

    /**
     * The leases that are ready, waiting for the first; empty if none came in time.
     *
     * @throws CaravanException if a lane has failed, which is final
     */
    public List<Lease<V>> poll(Duration timeout) {
        Throwable failed = failure.get();
        if (failed != null) {
            throw new CaravanException("leasing from " + topic.name() + " failed: " + failed.getMessage(), failed);
        }
        List<HeldLease<V>> taken = new ArrayList<>();
        try {
            HeldLease<V> first = ready.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
            if (first != null) {
                taken.add(first);
                ready.drainTo(taken);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<Lease<V>> leases = new ArrayList<>(taken.size());
        for (HeldLease<V> lease : taken) {
            if (lease.outcome() == null) {
                leases.add(lease);
            }
        }
        return leases;
    }

    /** Sends the decisions that were taken, gives what is not settled to other workers, and leaves the group. */
    @Override
    public void close() {
        lanes.forEach(Lane::stop);
        lanes.forEach(Lane::join);
    }
}
