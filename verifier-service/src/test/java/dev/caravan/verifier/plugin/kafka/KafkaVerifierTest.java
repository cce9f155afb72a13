package dev.caravan.verifier.plugin.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.broker.EmbeddedKafka;
import dev.caravan.runtime.kafka.From;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.KafkaSettings;
import dev.caravan.runtime.kafka.LogReader;
import dev.caravan.runtime.kafka.Received;
import dev.caravan.schemas.DeadLetter;
import dev.caravan.schemas.Topics;
import dev.caravan.verifier.spi.Finish;
import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaVerifierTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path dir;

    private static EmbeddedKafka broker;
    private static Kafka kafka;

    @BeforeAll
    static void startBroker() {
        broker = new EmbeddedKafka(dir, 0).start();
        kafka = new Kafka(new KafkaSettings(broker.bootstrap()));
        kafka.createTopics();
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
        broker.close();
    }

    @Test
    void whatAWorkerAnswersIsTheVerdict() {
        // Given
        Submission submission =
                new Submission("a \ud83d b", "truth", new Options(Map.of("strict", "true")), "prompt", Finish.STOP);
        try (KafkaVerifier verifier = verifier("test.answers", "30s");
                Worker worker = new Worker(
                        "test.answers",
                        (request, reply) -> reply.accept(
                                request,
                                Map.of(
                                        "status",
                                        request.path("completion").asText().startsWith("a") ? "SCORED" : "UNDECIDED",
                                        "score",
                                        0.25,
                                        "reason",
                                        request.path("options").path("strict").asText() + " "
                                                + request.path("ground_truth").asText() + " "
                                                + request.path("prompt").asText() + " "
                                                + request.path("finish_reason").asText())))) {
            // When
            Verdict scored = verifier.verify(submission);
            Verdict undecided = verifier.verify(Submission.of("b", ""));

            // Then
            assertThat(scored).isEqualTo(new Verdict.Scored(0.25, "true truth prompt stop"));
            assertThat(undecided).isInstanceOf(Verdict.Undecided.class);
            assertThat(worker.requests)
                    .allSatisfy(request ->
                            assertThat(request.path("deadline").asLong()).isGreaterThan(System.currentTimeMillis()));
        }
    }

    @Test
    void anErrorIsNeverAScore() {
        // Given
        try (KafkaVerifier verifier = verifier("test.errors", "30s");
                Worker worker = new Worker(
                        "test.errors",
                        (request, reply) -> reply.accept(
                                request,
                                Map.of(
                                        "status",
                                        "ERROR",
                                        "reason",
                                        "down",
                                        "retriable",
                                        request.path("completion").asText().equals("later"))))) {
            // When, Then
            assertThat(verifier.verify(Submission.of("later", ""))).isEqualTo(new Verdict.Failed("down", true));
            assertThat(verifier.verify(Submission.of("never", ""))).isEqualTo(new Verdict.Failed("down", false));
            assertThat(worker.requests).hasSize(2);
        }
    }

    @Test
    void silenceIsARetriableErrorThatSaysWhereToLook() {
        // Given
        try (KafkaVerifier verifier = verifier("test.silence", "100ms")) {
            // When
            Verdict verdict = verifier.verify(Submission.of("x", ""));

            // Then
            assertThat(verdict)
                    .isEqualTo(new Verdict.Failed(
                            "no worker answered within 100 ms; is one of version 1 reading verify.requests.test.silence?",
                            true));
        }
    }

    @Test
    void answersOfAnotherVersionToOthersAndTwiceDoNotCount() {
        // Given
        try (KafkaVerifier verifier = verifier("test.versions", "30s");
                Worker worker = new Worker("test.versions", (request, reply) -> {
                    Map<String, Object> right = Map.of("status", "SCORED", "score", 1, "reason", "right");
                    Map<String, Object> wrong = Map.of("status", "SCORED", "score", 0, "reason", "wrong");
                    ObjectNode old = request.deepCopy();
                    reply.accept(old.put("version", "0"), wrong);
                    ObjectNode other = request.deepCopy();
                    reply.accept(other.put("id", "somebody else's"), wrong);
                    reply.accept(request, right);
                    reply.accept(request, wrong);
                })) {
            // When
            List<Verdict> verdicts = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                verdicts.add(verifier.verify(Submission.of("text " + i, "")));
            }

            // Then
            assertThat(verdicts).hasSize(5).allMatch(Verdict.right("right")::equals);
            assertThat(worker.requests).hasSize(5);
        }
    }

    @Test
    void theSameRequestIsAskedOnceAtATimeAndHasTheSameId() throws Exception {
        // Given
        try (KafkaVerifier verifier = verifier("test.same", "30s")) {
            List<CompletableFuture<Verdict>> asked = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                asked.add(CompletableFuture.supplyAsync(() -> verifier.verify(Submission.of("same", "truth"))));
            }

            // When
            try (Worker worker = new Worker(
                    "test.same", (request, reply) -> reply.accept(request, Map.of("status", "SCORED", "score", 1)))) {
                for (CompletableFuture<Verdict> one : asked) {
                    one.get();
                }
                Verdict again = verifier.verify(Submission.of("same", "truth"));

                // Then
                assertThat(again).isEqualTo(Verdict.right(""));
                assertThat(worker.requests)
                        .extracting(request -> request.path("id").asText())
                        .containsOnly(WorkerMessages.id("test.same", "1", Submission.of("same", "truth")));
                assertThat(WorkerMessages.id("test.same", "2", Submission.of("same", "truth")))
                        .isNotEqualTo(WorkerMessages.id("test.same", "1", Submission.of("same", "truth")));
            }
        }
    }

    @Test
    void aResultThatCannotBeReadIsDeadLettered() {
        // Given
        try (KafkaVerifier verifier = verifier("test.garbled", "30s");
                Worker worker = new Worker("test.garbled", (request, reply) -> {
                    reply.accept(request, Map.of("status", "SCORED", "score", 7));
                    reply.accept(request, Map.of("status", "GOOD"));
                    reply.accept(request, Map.of("status", "SCORED", "score", 1));
                })) {
            // When
            Verdict verdict = verifier.verify(Submission.of("x", ""));

            // Then
            assertThat(verdict).isEqualTo(Verdict.right(""));
            assertThat(worker.requests).hasSize(1);
            assertThat(letters(2))
                    .extracting(DeadLetter::getReason)
                    .containsExactlyInAnyOrder(
                            "'score' must be a number from 0 to 1: 7",
                            "'status' must be SCORED, UNDECIDED or ERROR: GOOD");
        }
    }

    @Test
    void settingsAreNotItsOwnAndItMustBeStarted() {
        // Given
        KafkaVerifier verifier = new KafkaVerifier("test.unstarted", settings("1s"), kafka);

        // When, Then
        assertThatThrownBy(() -> verifier.verify(Submission.of("x", ""))).hasMessageContaining("is not started");
        assertThatThrownBy(() -> verifier.start(new Options(Map.of("colour", "red"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> settings("0s")).hasMessageContaining("deadline must be 10ms to 10m");
        assertThat(verifier.pace().orElseThrow().limit()).isGreaterThan(Duration.ofSeconds(1));
        verifier.close();
    }

    private static KafkaVerifier verifier(String name, String deadline) {
        KafkaVerifier verifier = new KafkaVerifier(name, settings(deadline), kafka);
        verifier.start(Options.NONE);
        return verifier;
    }

    private static WorkerSettings settings(String deadline) {
        return new WorkerSettings("1", dev.caravan.runtime.settings.units.Durations.parse(deadline), 8, 2);
    }

    private static List<DeadLetter> letters(int count) {
        List<DeadLetter> letters = new ArrayList<>();
        try (LogReader<DeadLetter> reader = kafka.reader(Topics.DEAD_LETTERS, From.BEGINNING)) {
            Awaitility.await().until(() -> {
                reader.poll(Duration.ofMillis(100)).stream()
                        .map(Received::value)
                        .forEach(letters::add);
                return letters.size() >= count;
            });
        }
        return letters;
    }

    /** A worker in Java, as the documentation says that one works; it answers what a test wants. */
    private static final class Worker implements AutoCloseable {

        private interface Behaviour extends BiConsumer<ObjectNode, BiConsumer<ObjectNode, Map<String, Object>>> {}

        private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
        private final KafkaShareConsumer<byte[], byte[]> consumer;
        private final Producer<byte[], byte[]> producer = kafka.producer("test-worker");
        private final String name;
        private final Behaviour behaviour;
        private final Thread thread;

        Worker(String name, Behaviour behaviour) {
            this.name = name;
            this.behaviour = behaviour;
            this.consumer = new KafkaShareConsumer<>(
                    Map.of("bootstrap.servers", broker.bootstrap(), "group.id", "verify." + name),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer());
            this.thread = new Thread(this::work, "test-worker");
            thread.start();
        }

        private void work() {
            try (consumer) {
                consumer.subscribe(List.of("verify.requests." + name));
                while (true) {
                    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                        ObjectNode request = (ObjectNode) JSON.readTree(record.value());
                        requests.add(request);
                        behaviour.accept(request, this::reply);
                    }
                }
            } catch (WakeupException e) {
                producer.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        private void reply(ObjectNode request, Map<String, Object> verdict) {
            ObjectNode result = JSON.valueToTree(verdict);
            for (String field : List.of("id", "verifier", "version")) {
                result.set(field, request.get(field));
            }
            byte[] key = request.path("id").asText().getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>(
                    "verify.results." + name, 0, key, result.toString().getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public void close() {
            consumer.wakeup();
            try {
                thread.join(10_000);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
