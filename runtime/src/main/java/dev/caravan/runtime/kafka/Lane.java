package dev.caravan.runtime.kafka;

import dev.caravan.runtime.kafka.HeldLease.Outcome;
import dev.caravan.schemas.Topic;
import dev.caravan.schemas.WireException;
import dev.caravan.schemas.WireFormat;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One share consumer and the thread it is confined to. It leases a batch, waits until all of it is settled, renewing at half the lock's
 * time what is not, and leases the next: a share consumer takes nothing new while it holds renewed records.
 */
final class Lane<V extends SpecificRecord> implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration CLOSE = Duration.ofSeconds(3);

    private record Place(int partition, long offset) {
        static Place of(ConsumerRecord<?, ?> record) {
            return new Place(record.partition(), record.offset());
        }
    }

    private record Holding<V>(HeldLease<V> lease, long sinceNanos) {}

    private final Topic<V> topic;
    private final WorkSettings settings;
    private final WireFormat<V> format;
    private final DeadLetters deadLetters;
    private final BlockingQueue<HeldLease<V>> ready;
    private final AtomicReference<@Nullable Throwable> failure;
    private final KafkaShareConsumer<byte[], byte[]> consumer;
    private final Map<Place, Holding<V>> held = new LinkedHashMap<>();
    private final Object settled = new Object();
    private volatile boolean stopped;
    private @Nullable Thread thread;

    Lane(
            Topic<V> topic,
            WorkSettings settings,
            WireFormat<V> format,
            DeadLetters deadLetters,
            Map<String, Object> config,
            BlockingQueue<HeldLease<V>> ready,
            AtomicReference<@Nullable Throwable> failure) {
        this.topic = topic;
        this.settings = settings;
        this.format = format;
        this.deadLetters = deadLetters;
        this.ready = ready;
        this.failure = failure;
        this.consumer = new KafkaShareConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    void start(String name) {
        Thread started = new Thread(this, name);
        started.setDaemon(true);
        thread = started;
        started.start();
    }

    void stop() {
        stopped = true;
        consumer.wakeup();
        wake();
    }

    void join() {
        Thread started = thread;
        if (started == null) {
            return;
        }
        try {
            started.join(CLOSE.plus(POLL).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        try {
            consumer.setAcknowledgementCommitCallback((offsets, error) -> {
                if (error != null) {
                    LOG.atWarn()
                            .addKeyValue("records", offsets)
                            .addKeyValue("error", error.toString())
                            .log("the broker refused a settlement; the records will be delivered again");
                }
            });
            consumer.subscribe(List.of(topic.name()));
            while (!stopped) {
                if (held.isEmpty()) {
                    lease(consumer.poll(POLL));
                } else {
                    awaitSettledOrRenewal();
                    settleAndRenew();
                }
            }
        } catch (WakeupException e) {
            LOG.atDebug().log("lane woken to stop");
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        } finally {
            release();
        }
    }

    private void lease(Iterable<ConsumerRecord<byte[], byte[]>> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            int attempt = record.deliveryCount().orElse((short) 1);
            Received<byte[]> raw = LogReader.raw(record);
            if (attempt > settings.attempts()) {
                refuse(record, raw, attempt - 1, "LastAttemptFailed", "no worker finished it");
                continue;
            }
            V value;
            try {
                value = record.value() == null ? null : format.decode(record.value());
            } catch (WireException e) {
                refuse(record, raw, attempt, e.getClass().getSimpleName(), String.valueOf(e.getMessage()));
                continue;
            }
            Received<V> received =
                    new Received<>(raw.topic(), raw.partition(), raw.offset(), raw.timestamp(), raw.key(), value);
            HeldLease<V> lease = new HeldLease<>(received, record, attempt, this::wake);
            held.put(Place.of(record), new Holding<>(lease, System.nanoTime()));
            ready.add(lease);
        }
    }

    /** Returns when every lease is settled, or half the lock's time has passed, or the lane is stopped. */
    private void awaitSettledOrRenewal() {
        long until = System.nanoTime() + settings.lock().toNanos() / 2;
        synchronized (settled) {
            try {
                while (!stopped
                        && held.values().stream().anyMatch(h -> h.lease().outcome() == null)) {
                    long millis = (until - System.nanoTime()) / 1_000_000;
                    if (millis <= 0) {
                        return;
                    }
                    settled.wait(millis);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                stopped = true;
            }
        }
    }

    private void settleAndRenew() {
        if (stopped) {
            return;
        }
        Iterator<Holding<V>> holdings = held.values().iterator();
        while (holdings.hasNext()) {
            Holding<V> holding = holdings.next();
            HeldLease<V> lease = holding.lease();
            if (lease.outcome() == null
                    && System.nanoTime() - holding.sinceNanos()
                            > settings.hold().toNanos()) {
                LOG.atWarn()
                        .addKeyValue("record", lease.record().location())
                        .addKeyValue("hold", settings.hold())
                        .log("held too long; given to another worker");
                lease.lose();
            }
            Outcome outcome = lease.outcome();
            if (outcome == null) {
                consumer.acknowledge(lease.raw(), AcknowledgeType.RENEW);
            } else {
                settle(lease, outcome);
                holdings.remove();
            }
        }
        if (!held.isEmpty()) {
            confirmRenewals();
        }
    }

    /** Sends the acknowledgements; what the broker renewed comes back from the next poll, what does not is lost to us. */
    private void confirmRenewals() {
        consumer.commitSync();
        List<ConsumerRecord<byte[], byte[]>> fetched = new ArrayList<>();
        consumer.poll(Duration.ZERO).forEach(fetched::add);
        Set<Place> renewed = new HashSet<>();
        fetched.forEach(record -> renewed.add(Place.of(record)));
        held.entrySet().removeIf(entry -> {
            if (renewed.remove(entry.getKey())) {
                return false;
            }
            entry.getValue().lease().lose();
            LOG.atWarn()
                    .addKeyValue("record", entry.getValue().lease().record().location())
                    .log("the broker did not renew a lease; the record will be delivered again");
            return true;
        });
        // The poll may have fetched new records beside those renewed.
        lease(fetched.stream().filter(r -> renewed.contains(Place.of(r))).toList());
    }

    private void settle(HeldLease<V> lease, Outcome outcome) {
        ConsumerRecord<byte[], byte[]> record = lease.raw();
        switch (outcome.kind()) {
            case DONE -> consumer.acknowledge(record, AcknowledgeType.ACCEPT);
            case LOST -> consumer.acknowledge(record, AcknowledgeType.RELEASE);
            case REJECT -> refuse(record, LogReader.raw(record), lease.attempt(), "Rejected", outcome.reason());
            case RETRY -> {
                if (lease.attempt() < settings.attempts()) {
                    consumer.acknowledge(record, AcknowledgeType.RELEASE);
                } else {
                    refuse(record, LogReader.raw(record), lease.attempt(), "LastAttemptFailed", "retries are used up");
                }
            }
        }
    }

    private void refuse(
            ConsumerRecord<byte[], byte[]> record, Received<byte[]> raw, int attempts, String error, String reason) {
        deadLetters.send(deadLetters
                .about(raw.location())
                .setKey(raw.key())
                .setPayload(ByteBuffer.wrap(record.value() == null ? new byte[0] : record.value()))
                .setError(error)
                .setReason(reason)
                .setAttempts(attempts)
                .build());
        consumer.acknowledge(record, AcknowledgeType.REJECT);
    }

    /** Carries out what was decided and gives the rest back, so that nobody waits for a lock to expire. */
    private void release() {
        try {
            for (Holding<V> holding : held.values()) {
                Outcome outcome = holding.lease().outcome();
                if (outcome == null) {
                    holding.lease().lose();
                    consumer.acknowledge(holding.lease().raw(), AcknowledgeType.RELEASE);
                } else {
                    settle(holding.lease(), outcome);
                }
            }
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("leases could not be given back; they come back when their lock expires");
        } finally {
            held.clear();
            consumer.close(CLOSE);
        }
    }

    private void wake() {
        synchronized (settled) {
            settled.notifyAll();
        }
    }
}
