package dev.caravan.runtime.kafka;

import dev.caravan.runtime.CaravanException;
import dev.caravan.runtime.registry.SchemaLog;
import dev.caravan.schemas.AvroSerde;
import dev.caravan.schemas.SchemaCatalogue;
import dev.caravan.schemas.Topic;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/**
 * Every client of the log, configured once. One per process or service; making it opens no connection. Thread-safe.
 *
 * <p>Writers, readers and queues belong to whoever asked for them and are closed by them; {@link #close} closes the rest.
 */
public final class Kafka implements AutoCloseable {
    private final ClientConfig config;
    private final SchemaLog schemaLog;
    private final SchemaCatalogue catalogue;
    private final AtomicInteger clients = new AtomicInteger();
    private @Nullable Admin admin;
    private @Nullable EventWriter letters;

    public Kafka(KafkaSettings settings) {
        this.config = new ClientConfig(settings);
        this.schemaLog = new SchemaLog(
                () -> new KafkaConsumer<>(
                        config.reader("caravan-schemas"), new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                () -> new KafkaProducer<>(
                        config.producer("caravan-schemas"), new ByteArraySerializer(), new ByteArraySerializer()));
        this.catalogue = new SchemaCatalogue(schemaLog::find);
    }

    /** Makes the topics that are missing and checks the partitions of those that are there; see {@link TopicSetup}. */
    public void createTopics() {
        new TopicSetup(admin()).createMissing();
        schemaLog.registerOwn();
    }

    /** A writer whose client id names the service that writes. Our schemas are on the log before its first record. */
    public EventWriter writer(String clientId) {
        schemaLog.registerOwn();
        return new EventWriter(config.producer(clientId), catalogue);
    }

    /**
     * A reader of a whole topic.
     *
     * @throws CaravanException if there is no such topic, or an offset to start from is not in the log
     */
    public <V extends SpecificRecord> LogReader<V> reader(Topic<V> topic, From from) {
        String clientId = unique("reader-" + topic.name());
        return new LogReader<>(topic, from, config.reader(clientId), catalogue, deadLetters("reader-" + topic.name()));
    }

    /** A queue of a topic's records as work, shared by all who name the same group; it starts at the topic's beginning. */
    public <V extends SpecificRecord> WorkQueue<V> queue(Topic<V> topic, String group, WorkSettings settings) {
        return queue(topic, group, settings, "earliest");
    }

    /** A queue as {@link #queue}, but a group that is new starts with what is written from now on. */
    public <V extends SpecificRecord> WorkQueue<V> liveQueue(Topic<V> topic, String group, WorkSettings settings) {
        return queue(topic, group, settings, "latest");
    }

    private <V extends SpecificRecord> WorkQueue<V> queue(
            Topic<V> topic, String group, WorkSettings settings, String start) {
        new TopicSetup(admin()).configureShareGroup(group, settings, start);
        return new WorkQueue<>(
                topic,
                settings,
                catalogue,
                deadLetters(group),
                lane -> config.share(unique(group + "-lane-" + lane), group, settings.batch()));
    }

    /** A producer of bytes, for topics that are not in the catalogue; whoever asks for it closes it. */
    public Producer<byte[], byte[]> producer(String clientId) {
        return new KafkaProducer<>(config.producer(clientId), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A consumer of bytes that is in no group, for topics that are not in the catalogue; whoever asks for it closes it. */
    public Consumer<byte[], byte[]> consumer(String clientId) {
        return new KafkaConsumer<>(
                config.reader(unique(clientId)), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** The topic's serde, which finds schemas of other writers on the log. */
    public <V extends SpecificRecord> Serde<V> serde(Topic<V> topic) {
        return new AvroSerde<>(topic.type(), catalogue);
    }

    /**
     * Properties for Kafka Streams: exactly-once, and a record that cannot be read or raises an exception goes to the dead letters in
     * the transaction that passes it by.
     *
     * @param stateDir where the application keeps its state stores
     */
    public Properties streams(String applicationId, Path stateDir) {
        return config.streams(applicationId, stateDir);
    }

    /** Where a service puts what it cannot process. */
    public DeadLetters deadLetters(String service) {
        return new DeadLetters(this::letters, service);
    }

    /** The end of each partition: the offset that the next record will get, open transactions not counted. */
    public Map<Integer, Long> endOffsets(Topic<?> topic) {
        return new TopicSetup(admin()).endOffsets(topic.name());
    }

    /** The schemas on the log, our own among them. */
    public SchemaLog schemas() {
        return schemaLog;
    }

    /** The administrative client; closed with this. */
    public synchronized Admin admin() {
        if (admin == null) {
            admin = Admin.create(config.admin());
        }
        return admin;
    }

    @Override
    public synchronized void close() {
        if (letters != null) {
            letters.close();
        }
        if (admin != null) {
            admin.close();
        }
        schemaLog.close();
    }

    private synchronized EventWriter letters() {
        if (letters == null) {
            letters = writer("caravan-dead-letters");
        }
        return letters;
    }

    private String unique(String name) {
        return name + "-" + clients.incrementAndGet();
    }
}
