package dev.caravan.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.caravan.schemas.Benchmark;
import dev.caravan.schemas.DeadLetter;
import dev.caravan.schemas.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Benchmarks copied by Kafka Streams, exactly-once, with one that cannot be read and one that raises an exception among them. */
class StreamsDeadLetterTest {
    private static TestBroker broker;
    private static Kafka kafka;

    @TempDir
    Path state;

    @BeforeAll
    static void startBroker() {
        broker = new TestBroker();
        kafka = broker.kafka();
    }

    @AfterAll
    static void stopBroker() throws IOException {
        broker.close();
    }

    @Test
    void poisonGoesToTheDeadLettersAndTheRestGoesOn() throws Exception {
        // Given
        send("garbage", "no frame".getBytes(StandardCharsets.UTF_8));
        send("raises", format(Records.benchmark("raises", "bad")));
        send("good", format(Records.benchmark("good", "fine")));

        // When
        List<Received<Benchmark>> copied = new ArrayList<>();
        List<DeadLetter> letters = new ArrayList<>();
        try (KafkaStreams streams = copier();
                LogReader<Benchmark> copies = kafka.reader(Topics.BENCHMARKS, From.BEGINNING);
                LogReader<DeadLetter> dead = kafka.reader(Topics.DEAD_LETTERS, From.BEGINNING)) {
            streams.start();
            await().atMost(Duration.ofMinutes(1)).until(() -> {
                copied.addAll(copies.poll(Duration.ofMillis(50)));
                dead.poll(Duration.ofMillis(50)).forEach(letter -> letters.add(letter.value()));
                return !copied.isEmpty() && letters.size() >= 2;
            });
        }

        // Then
        assertThat(copied).extracting(Received::key).containsExactly("good");
        assertThat(letters)
                .extracting(DeadLetter::getLocation, DeadLetter::getKey, DeadLetter::getService)
                .containsExactlyInAnyOrder(
                        tuple("prompts-0@0", "garbage", "copier"), tuple("prompts-0@1", "raises", "copier"));
        assertThat(letters)
                .filteredOn(letter -> letter.getKey().equals("raises"))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.getReason()).isEqualTo("a bad benchmark");
                    assertThat(letter.getPayload().remaining()).isPositive();
                });
    }

    private KafkaStreams copier() {
        StreamsBuilder builder = new StreamsBuilder();
        Serde<Benchmark> benchmarks = kafka.serde(Topics.BENCHMARKS);
        builder.stream(Topics.PROMPTS.name(), Consumed.with(Serdes.String(), benchmarks))
                .peek((key, value) -> {
                    if (value.getText().equals("bad")) {
                        throw new IllegalStateException("a bad benchmark");
                    }
                })
                .to(Topics.BENCHMARKS.name(), Produced.with(Serdes.String(), benchmarks));
        return new KafkaStreams(builder.build(), kafka.streams("copier", state));
    }

    private static byte[] format(Benchmark benchmark) {
        return kafka.serde(Topics.BENCHMARKS).serializer().serialize("", benchmark);
    }

    private static void send(String key, byte[] value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrap()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.PROMPTS.name(), key.getBytes(StandardCharsets.UTF_8), value))
                    .get();
        }
    }
}
