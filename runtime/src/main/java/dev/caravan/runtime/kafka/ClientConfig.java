package dev.caravan.runtime.kafka;

import dev.caravan.runtime.kafka.streams.DeadLetterDeserializationHandler;
import dev.caravan.runtime.kafka.streams.DeadLetterProcessingHandler;
import dev.caravan.runtime.kafka.streams.StreamsDeadLetters;
import dev.caravan.schemas.Topics;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** The properties of each kind of client: tuned for latency, since a record is seconds of work and its delay is what a user sees. */
final class ClientConfig {
    private final KafkaSettings settings;

    ClientConfig(KafkaSettings settings) {
        this.settings = settings;
    }

    Map<String, Object> admin() {
        return with(Map.of("client.id", "caravan-admin"));
    }

    Map<String, Object> producer(String clientId) {
        Map<String, Object> config = new HashMap<>();
        config.put("client.id", clientId);
        config.put("acks", "all");
        config.put("enable.idempotence", true);
        config.put("linger.ms", 2);
        config.put("batch.size", 128 << 10);
        config.put("buffer.memory", 64L << 20);
        config.put("compression.type", "lz4");
        config.put("max.request.size", Topics.DEAD_LETTERS.maxBytes());
        config.put("enable.metrics.push", false);
        return with(config);
    }

    Map<String, Object> reader(String clientId) {
        Map<String, Object> config = fetching(clientId);
        // A reader is in no group. Under "consumer" the first poll of assigned partitions waits out its whole timeout
        // (Kafka 4.3).
        config.put("group.protocol", "classic");
        config.put("enable.auto.commit", false);
        config.put("isolation.level", "read_committed");
        // Records that are gone are an error to report, not a gap to jump over.
        config.put("auto.offset.reset", "none");
        config.put("max.poll.records", 1000);
        return with(config);
    }

    Map<String, Object> share(String clientId, String group, int batch) {
        Map<String, Object> config = fetching(clientId);
        config.put("group.id", group);
        config.put("share.acknowledgement.mode", "explicit");
        config.put("share.acquire.mode", "record_limit");
        config.put("max.poll.records", batch);
        return with(config);
    }

    Properties streams(String applicationId, Path stateDir) {
        Map<String, Object> config = new HashMap<>();
        config.put("application.id", applicationId);
        config.put("state.dir", stateDir.toString());
        config.put("processing.guarantee", "exactly_once_v2");
        config.put("group.protocol", "streams");
        config.put("commit.interval.ms", 100);
        config.put("num.stream.threads", 1);
        config.put("producer.linger.ms", 2);
        config.put("producer.compression.type", "lz4");
        config.put("producer.max.request.size", Topics.DEAD_LETTERS.maxBytes());
        config.put("consumer.auto.offset.reset", "earliest");
        config.put("enable.metrics.push", false);
        config.put("deserialization.exception.handler", DeadLetterDeserializationHandler.class.getName());
        config.put("processing.exception.handler", DeadLetterProcessingHandler.class.getName());
        config.put("processing.exception.handler.global.enabled", true);
        config.put(StreamsDeadLetters.SERVICE, applicationId);
        Properties properties = new Properties();
        properties.putAll(with(config));
        return properties;
    }

    private static Map<String, Object> fetching(String clientId) {
        Map<String, Object> config = new HashMap<>();
        config.put("client.id", clientId);
        config.put("fetch.min.bytes", 1);
        config.put("enable.metrics.push", false);
        return config;
    }

    private Map<String, Object> with(Map<String, Object> ours) {
        Map<String, Object> config = new HashMap<>(ours);
        config.put("bootstrap.servers", settings.bootstrap());
        config.putAll(settings.client());
        return config;
    }
}
