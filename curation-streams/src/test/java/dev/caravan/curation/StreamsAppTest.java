package dev.caravan.curation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caravan.broker.EmbeddedKafka;
import dev.caravan.curation.groups.GroupSamples;
import dev.caravan.runtime.kafka.EventWriter;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.KafkaSettings;
import dev.caravan.runtime.service.Health;
import dev.caravan.schemas.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamsAppTest {

    @TempDir
    Path dir;

    @Test
    void is_up_while_it_works_and_down_for_good_after_a_failure() {
        try (EmbeddedKafka broker = new EmbeddedKafka(dir.resolve("kafka"), 0).start();
                Kafka kafka = new Kafka(new KafkaSettings(broker.bootstrap()))) {
            // Given
            kafka.createTopics();
            Properties properties = kafka.streams("failing", dir.resolve("state"));
            properties.put(
                    StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
                    LogAndFailProcessingExceptionHandler.class);
            try (StreamsApp app = new StreamsApp(failing(), properties, new SimpleMeterRegistry());
                    EventWriter writer = kafka.writer("test")) {
                Health before = app.health();
                app.start();
                await().atMost(Duration.ofSeconds(60)).until(() -> app.health().state() == Health.State.UP);

                // When
                writer.send(Topics.SCORES, "g", GroupSamples.scored("g", 0, 1, 1));

                // Then
                await().atMost(Duration.ofSeconds(60)).until(() -> app.health().state() == Health.State.DOWN);
                assertThat(before.state()).isEqualTo(Health.State.STARTING);
                assertThat(app.health().detail()).startsWith("failing failed: ").contains("scores");
            }
        }
    }

    private static Topology failing() {
        Topology topology = new Topology();
        topology.addSource("source", new StringDeserializer(), new StringDeserializer(), Topics.SCORES.name());
        topology.addProcessor("processor", () -> new Fails(), "source");
        return topology;
    }

    private static final class Fails implements Processor<String, String, Void, Void> {
        @Override
        public void process(Record<String, String> record) {
            throw new IllegalStateException("the disk is full");
        }
    }
}
