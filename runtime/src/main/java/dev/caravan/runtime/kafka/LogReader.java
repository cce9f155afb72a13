package dev.caravan.runtime.kafka;

import dev.caravan.runtime.CaravanException;
import dev.caravan.schemas.SchemaCatalogue;
import dev.caravan.schemas.Topic;
import dev.caravan.schemas.WireException;
import dev.caravan.schemas.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads all partitions of a topic in order, committed records only, from where it is told. It belongs to no group and stores no offset: the
 * reader's own state says where to go on. One thread at a time.
 *
 * <p>A record that cannot be decoded goes to the dead letters and is left out, loudly.
 */
public final class LogReader<V extends SpecificRecord> implements AutoCloseable {
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final Topic<V> topic;
    private final WireFormat<V> format;
    private final DeadLetters deadLetters;
    private final Consumer<byte[], byte[]> consumer;

    LogReader(Topic<V> topic, From from, Map<String, Object> config, SchemaCatalogue schemas, DeadLetters deadLetters) {
        this.topic = topic;
        this.format = new WireFormat<>(topic.type(), schemas);
        this.deadLetters = deadLetters;
        this.consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                .map(p -> new TopicPartition(p.topic(), p.partition()))
                .toList();
        if (partitions.isEmpty()) {
            consumer.close();
            throw new CaravanException("there is no topic " + topic.name() + "; create the topics first");
        }
        consumer.assign(partitions);
        try {
            seek(from, partitions);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    private void seek(From from, List<TopicPartition> partitions) {
        if (from instanceof From.End) {
            // The end as it is now, not as it will be at the first poll.
            consumer.endOffsets(partitions).forEach(consumer::seek);
            return;
        }
        if (from instanceof From.Time time) {
            seek(time, partitions);
            return;
        }
        consumer.seekToBeginning(partitions);
        if (from instanceof From.Offsets offsets) {
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            offsets.byPartition().forEach((partition, offset) -> {
                TopicPartition at = new TopicPartition(topic.name(), partition);
                long begin = begins.getOrDefault(at, 0L);
                long end = ends.getOrDefault(at, -1L);
                if (offset < begin || offset > end) {
                    throw new CaravanException(at + "@" + offset + " is not in the log, which goes from " + begin
                            + " to " + end + ": it was removed by retention, or is of another cluster");
                }
                consumer.seek(at, offset);
            });
        }
    }

    private void seek(From.Time time, List<TopicPartition> partitions) {
        Map<TopicPartition, Long> wanted = new HashMap<>();
        partitions.forEach(partition -> wanted.put(partition, time.time().toEpochMilli()));
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        consumer.offsetsForTimes(wanted).forEach((partition, found) -> {
            // Nothing was written since: there is no such offset yet.
            long offset = found == null ? ends.getOrDefault(partition, 0L) : found.offset();
            consumer.seek(partition, offset);
        });
    }

    /**
     * The next records, in order per partition; empty if none came in time.
     *
     * @throws CaravanException if records were removed by retention before they were read
     */
    public List<Received<V>> poll(Duration timeout) {
        List<Received<V>> received = new ArrayList<>();
        try {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(timeout)) {
                Received<V> decoded = decode(record);
                if (decoded != null) {
                    received.add(decoded);
                }
            }
        } catch (OffsetOutOfRangeException e) {
            throw new CaravanException(
                    "records were removed from the log before they were read: " + e.offsetOutOfRangePartitions(), e);
        }
        return received;
    }

    /** Whether every record that is in the log now has been returned by {@link #poll}. */
    public boolean atEnd() {
        return consumer.endOffsets(consumer.assignment()).entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** The next offset to read, by partition. */
    public Map<Integer, Long> positions() {
        Map<Integer, Long> positions = new TreeMap<>();
        consumer.assignment().forEach(p -> positions.put(p.partition(), consumer.position(p)));
        return positions;
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSE));
    }

    private @Nullable Received<V> decode(ConsumerRecord<byte[], byte[]> record) {
        Received<byte[]> raw = raw(record);
        try {
            V value = record.value() == null ? null : format.decode(record.value());
            return new Received<>(raw.topic(), raw.partition(), raw.offset(), raw.timestamp(), raw.key(), value);
        } catch (WireException e) {
            deadLetters.send(raw.location(), raw.key(), record.value(), e);
            return null;
        }
    }

    static Received<byte[]> raw(ConsumerRecord<byte[], byte[]> record) {
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        return new Received<>(
                record.topic(), record.partition(), record.offset(), record.timestamp(), key, record.value());
    }
}
