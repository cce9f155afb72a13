package dev.caravan.runtime.kafka;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.caravan.runtime.CaravanException;
import dev.caravan.schemas.SchemaCatalogue;
import dev.caravan.schemas.Topic;
import dev.caravan.schemas.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Appends records: idempotent, acknowledged by all replicas, in order per key. Thread-safe.
 *
 * <p>Kafka retries by itself for two minutes. A send that fails after that is final, and a gap must not pass unnoticed: from then on every
 * {@link #send} and {@link #flush} throws, which ends the service that writes.
 */
public final class EventWriter implements AutoCloseable {
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final Producer<byte[], byte[]> producer;
    private final SchemaCatalogue schemas;
    private final ConcurrentMap<Class<?>, WireFormat<?>> formats = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable CaravanException> failure = new AtomicReference<>();

    EventWriter(Map<String, Object> config, SchemaCatalogue schemas) {
        this.producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        this.schemas = schemas;
    }

    /**
     * Appends a record; a null value is a tombstone. The future completes when the broker has it; whoever ignores it learns of a failure
     * from the next send or flush.
     *
     * @throws CaravanException if the record cannot be encoded or an earlier send failed
     */
    @CanIgnoreReturnValue
    public <V extends SpecificRecord> CompletableFuture<RecordMetadata> send(
            Topic<V> topic, String key, @Nullable V value) {
        throwFailure();
        byte[] bytes = value == null ? null : format(topic.type()).encode(value);
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic.name(), key.getBytes(StandardCharsets.UTF_8), bytes);
        CompletableFuture<RecordMetadata> sent = new CompletableFuture<>();
        try {
            Future<RecordMetadata> unused = producer.send(record, (metadata, error) -> {
                if (error == null) {
                    sent.complete(metadata);
                } else {
                    sent.completeExceptionally(fail(topic, key, error));
                }
            });
        } catch (KafkaException e) {
            throw fail(topic, key, e);
        }
        return sent;
    }

    /**
     * Waits until everything sent before is acknowledged.
     *
     * @throws CaravanException if any send failed
     */
    public void flush() {
        producer.flush();
        throwFailure();
    }

    /** Sends what is waiting, for at most five seconds. */
    @Override
    public void close() {
        producer.close(CLOSE);
    }

    private CaravanException fail(Topic<?> topic, String key, Exception cause) {
        CaravanException error = new CaravanException(
                "writing to " + topic.name() + " with key " + key + " failed: " + cause.getMessage(), cause);
        failure.compareAndSet(null, error);
        return error;
    }

    private void throwFailure() {
        CaravanException first = failure.get();
        if (first != null) {
            throw new CaravanException("the writer is closed by an earlier failure: " + first.getMessage(), first);
        }
    }

    @SuppressWarnings("unchecked") // put under its own class only
    private <V extends SpecificRecord> WireFormat<V> format(Class<V> type) {
        return (WireFormat<V>) formats.computeIfAbsent(type, t -> new WireFormat<>(type, schemas));
    }
}
