package dev.caravan.verifier;

import dev.caravan.broker.EmbeddedKafka;
import dev.caravan.runtime.kafka.EventWriter;
import dev.caravan.runtime.kafka.From;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.KafkaSettings;
import dev.caravan.runtime.kafka.LogReader;
import dev.caravan.runtime.kafka.Received;
import dev.caravan.schemas.Completion;
import dev.caravan.schemas.Topic;
import dev.caravan.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.awaitility.Awaitility;

/** A broker with all topics, and what tests do with it. */
public final class TestLog implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final EmbeddedKafka broker;
    private final Kafka kafka;

    public TestLog(Path folder) {
        broker = new EmbeddedKafka(folder, 0).start();
        kafka = new Kafka(new KafkaSettings(broker.bootstrap()));
        kafka.createTopics();
    }

    public Kafka kafka() {
        return kafka;
    }

    /** Where other processes find it. */
    String bootstrap() {
        return broker.bootstrap();
    }

    public void write(List<Completion> completions) {
        try (EventWriter writer = kafka.writer("test")) {
            completions.forEach(each -> writer.send(Topics.COMPLETIONS, each.getGroupId(), each));
            writer.flush();
        }
    }

    /** The topic from its beginning, once there is enough of it. */
    public <V extends SpecificRecord> List<V> read(Topic<V> topic, Predicate<List<V>> enough) {
        List<V> values = new ArrayList<>();
        try (LogReader<V> reader = kafka.reader(topic, From.BEGINNING)) {
            Awaitility.await().atMost(PATIENCE).until(() -> {
                for (Received<V> received : reader.poll(Duration.ofMillis(100))) {
                    values.add(received.value());
                }
                return enough.test(values);
            });
        }
        return values;
    }

    /** The partitions that hold such a record now. */
    public <V extends SpecificRecord> Set<Integer> partitions(Topic<V> topic, Predicate<V> such) {
        Set<Integer> partitions = new TreeSet<>();
        try (LogReader<V> reader = kafka.reader(topic, From.BEGINNING)) {
            while (!reader.atEnd()) {
                for (Received<V> received : reader.poll(Duration.ofMillis(100))) {
                    V value = received.value();
                    if (value != null && such.test(value)) {
                        partitions.add(received.partition());
                    }
                }
            }
        }
        return partitions;
    }

    /** How many records are on the topic. */
    public long size(Topic<?> topic) {
        return kafka.endOffsets(topic).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    @Override
    public void close() {
        kafka.close();
        broker.close();
    }
}
