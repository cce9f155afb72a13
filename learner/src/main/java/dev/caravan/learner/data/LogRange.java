package dev.caravan.learner.data;

import dev.caravan.runtime.CaravanException;
import dev.caravan.runtime.kafka.From;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.LogReader;
import dev.caravan.runtime.kafka.Received;
import dev.caravan.schemas.InputRange;
import dev.caravan.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;

/** Reads the part of a topic that a stage was given. */
final class LogRange {

    private static final Duration POLL = Duration.ofMillis(200);

    private LogRange() {}

    /**
     * The last wanted record of every key within the ranges, in the order of the log; keys that ended with a tombstone are not among
     * them.
     *
     * @throws CaravanException if the ranges do not name the topic, or go beyond its end
     */
    static <V extends SpecificRecord> Collection<Received<V>> latest(
            Kafka kafka, Topic<V> topic, List<InputRange> ranges, Predicate<V> wanted) {
        Map<Integer, InputRange> byPartition = new HashMap<>();
        Map<Integer, Long> from = new HashMap<>();
        for (InputRange range : ranges) {
            if (range.getTopic().equals(topic.name()) && byPartition.put(range.getPartition(), range) != null) {
                throw new CaravanException("the stage's inputs name " + topic.name() + "-" + range.getPartition()
                        + " twice; one range a partition");
            }
        }
        if (byPartition.isEmpty()) {
            throw new CaravanException(
                    "the stage's inputs name no range of " + topic.name() + ", but this kind reads it");
        }
        kafka.endOffsets(topic).forEach((partition, end) -> {
            InputRange range = byPartition.get(partition);
            from.put(partition, range == null ? end : range.getFrom());
            if (range != null && range.getTo() > end) {
                throw new CaravanException("the stage's input range of " + topic.name() + "-" + partition + " ends at "
                        + range.getTo() + ", but the log ends at " + end);
            }
        });
        return fold(kafka, topic, byPartition, from, wanted);
    }

    private static <V extends SpecificRecord> Collection<Received<V>> fold(
            Kafka kafka,
            Topic<V> topic,
            Map<Integer, InputRange> byPartition,
            Map<Integer, Long> from,
            Predicate<V> wanted) {
        Map<String, Received<V>> latest = new LinkedHashMap<>();
        try (LogReader<V> reader = kafka.reader(topic, From.offsets(from))) {
            while (!hasPassed(reader.positions(), byPartition.values())) {
                for (Received<V> received : reader.poll(POLL)) {
                    InputRange range = byPartition.get(received.partition());
                    V value = received.value();
                    if (range != null && received.offset() < range.getTo() && (value == null || wanted.test(value))) {
                        latest.remove(received.key());
                        if (value != null) {
                            latest.put(received.key(), received);
                        }
                    }
                }
            }
        }
        return new ArrayList<>(latest.values());
    }

    private static boolean hasPassed(Map<Integer, Long> positions, Collection<InputRange> ranges) {
        return ranges.stream().allMatch(range -> positions.getOrDefault(range.getPartition(), 0L) >= range.getTo());
    }
}
