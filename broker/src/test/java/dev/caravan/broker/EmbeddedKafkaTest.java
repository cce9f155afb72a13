package dev.caravan.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {
    @TempDir
    Path dir;

    @Test
    void recordsSurviveAnOrderlyStopAndAnotherPort() throws Exception {
        // Given
        String firstBootstrap;
        try (EmbeddedKafka first = new EmbeddedKafka(dir, 0).start()) {
            firstBootstrap = first.bootstrap();
            createTopic(first.bootstrap());
            produce(first.bootstrap(), "before");
        }

        // When
        List<String> values;
        String secondBootstrap;
        try (EmbeddedKafka second = new EmbeddedKafka(dir, 0).start()) {
            secondBootstrap = second.bootstrap();
            produce(second.bootstrap(), "after");
            values = consume(second.bootstrap(), 2);
        }

        // Then
        assertThat(secondBootstrap).isNotEqualTo(firstBootstrap);
        assertThat(values).containsExactly("before", "after");
    }

    @Test
    void acknowledgedRecordsSurviveAKill() throws Exception {
        // Given
        KilledBroker.produceAndDie(dir, List.of("one", "two", "three"));

        // When
        List<String> values;
        try (EmbeddedKafka reopened = new EmbeddedKafka(dir, 0).start()) {
            produce(reopened.bootstrap(), "four");
            values = consume(reopened.bootstrap(), 4);
        }

        // Then
        assertThat(values).containsExactly("one", "two", "three", "four");
    }

    @Test
    void aSecondBrokerOnTheSameDirectoryIsRefused() {
        // Given
        try (EmbeddedKafka first = new EmbeddedKafka(dir, 0).start();
                EmbeddedKafka second = new EmbeddedKafka(dir, 0)) {

            // When, Then
            assertThatThrownBy(second::start)
                    .isInstanceOf(BrokerException.class)
                    .hasMessageContaining(dir.toString())
                    .hasMessageContaining("directory open");
            assertThat(first.bootstrap()).startsWith("127.0.0.1:");
        }
    }

    @Test
    void aTakenPortIsRefused() throws Exception {
        // Given
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                EmbeddedKafka broker = new EmbeddedKafka(dir, taken.getLocalPort())) {

            // When, Then
            assertThatThrownBy(broker::start)
                    .isInstanceOf(BrokerException.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort());
        }
    }

    @Test
    void aFatalFaultIsReportedInsteadOfEndingTheProcess() {
        // Given
        try (EmbeddedKafka broker = new EmbeddedKafka(dir, 0).start()) {

            // When
            assertThatThrownBy(() -> Exit.halt(1, "log directory failed")).isInstanceOf(IllegalStateException.class);

            // Then
            assertThat(broker.fault().toCompletableFuture())
                    .isCompletedWithValueMatching(reason -> reason.contains("log directory failed"));
        }
    }

    @Test
    void portsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new EmbeddedKafka(dir, 70_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("70000");
    }

    static void createTopic(String bootstrap) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(new NewTopic("t", Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        }
    }

    static void produce(String bootstrap, String value) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("t", value)).get();
        }
    }

    static List<String> consume(String bootstrap, int count) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition("t", 0)));
            List<String> values = new ArrayList<>();
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (values.size() < count && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(100)).forEach(r -> values.add(r.value()));
            }
            return values;
        }
    }
}
