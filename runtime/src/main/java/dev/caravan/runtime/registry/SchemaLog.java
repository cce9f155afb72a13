package dev.caravan.runtime.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.runtime.CaravanException;
import dev.caravan.schemas.SchemaCatalogue;
import dev.caravan.schemas.SchemaIds;
import dev.caravan.schemas.Topic;
import dev.caravan.schemas.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The schema catalogue as it is on the log: the compacted topic {@code schemas} holds one record for every subject and schema id, so
 * that any reader finds the schema of any writer. Ids are derived from schemas, so writers need not agree on anything first. Thread-safe.
 */
public final class SchemaLog implements AutoCloseable {
    /** The topic's name. */
    public static final String TOPIC = "schemas";

    private static final Logger LOG = LoggerFactory.getLogger(SchemaLog.class);
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private @Nullable Consumer<byte[], byte[]> consumer;
    private boolean registered;

    /** A schema under a subject, in the order in which they were registered. */
    public record Entry(String subject, int id, Schema schema) {
        private String key() {
            return subject + "/" + id;
        }
    }

    /**
     * Opens nothing yet.
     *
     * @param consumers opens a reader of committed records
     * @param producers opens a writer, which is closed after what it wrote is acknowledged
     */
    public SchemaLog(Supplier<Consumer<byte[], byte[]>> consumers, Supplier<Producer<byte[], byte[]>> producers) {
        this.consumers = consumers;
        this.producers = producers;
    }

    /** Registers the value schema of every topic of ours; once per process, and only what the log lacks. */
    public synchronized void registerOwn() {
        if (registered) {
            return;
        }
        List<Entry> own = new ArrayList<>();
        for (Topic<?> topic : Topics.all()) {
            Schema schema = SchemaCatalogue.schemaOf(topic.type());
            own.add(new Entry(topic.subject(), SchemaIds.of(schema), schema));
        }
        append(own);
        registered = true;
    }

    /** Puts a schema under a subject, unless it is there, and returns its id. */
    public synchronized int register(String subject, Schema schema) {
        Entry entry = new Entry(subject, SchemaIds.of(schema), schema);
        append(List.of(entry));
        return entry.id();
    }

    /** The schema of that id as the log has it now; null if it has none. */
    public synchronized @Nullable Schema find(int id) {
        return entries().stream()
                .filter(entry -> entry.id() == id)
                .map(Entry::schema)
                .findFirst()
                .orElse(null);
    }

    /** All there is now, oldest first. */
    public synchronized List<Entry> entries() {
        refresh();
        return List.copyOf(entries.values());
    }

    @Override
    public synchronized void close() {
        if (consumer != null) {
            consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
            consumer = null;
        }
    }

    private void append(List<Entry> wanted) {
        refresh();
        List<Entry> missing =
                wanted.stream().filter(e -> !entries.containsKey(e.key())).toList();
        if (missing.isEmpty()) {
            return;
        }
        try (Producer<byte[], byte[]> producer = producers.get()) {
            for (Entry entry : missing) {
                producer.send(new ProducerRecord<>(TOPIC, bytes(entry.key()), bytes(toJson(entry))))
                        .get();
            }
        } catch (ExecutionException e) {
            throw new CaravanException("schemas cannot be registered on the topic " + TOPIC, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CaravanException("interrupted while registering schemas", e);
        }
        refresh();
    }

    /** Reads to the end of the log as it is now. */
    private void refresh() {
        if (consumer == null) {
            consumer = consumers.get();
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
        }
        long end = consumer.endOffsets(List.of(PARTITION)).getOrDefault(PARTITION, 0L);
        while (consumer.position(PARTITION) < end) {
            consumer.poll(Duration.ofMillis(200)).forEach(this::read);
        }
    }

    private void read(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return;
        }
        try {
            JsonNode json = JSON.readTree(record.value());
            Schema schema = new Schema.Parser().parse(json.path("schema").asText());
            Entry entry =
                    new Entry(json.path("subject").asText(), json.path("id").asInt(), schema);
            if (entry.id() != SchemaIds.of(schema)) {
                throw new SchemaParseException("id " + entry.id() + " is not that of its schema");
            }
            entries.putIfAbsent(entry.key(), entry);
        } catch (IOException | SchemaParseException e) {
            LOG.atWarn()
                    .addKeyValue("location", PARTITION + "@" + record.offset())
                    .setCause(e)
                    .log("not a schema entry; records that need it will be dead-lettered");
        }
    }

    private static String toJson(Entry entry) {
        try {
            return JSON.writeValueAsString(JSON.createObjectNode()
                    .put("subject", entry.subject())
                    .put("id", entry.id())
                    .put("schema", entry.schema().toString()));
        } catch (JsonProcessingException e) {
            throw new CaravanException("schema " + entry.key() + " has no JSON form", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
