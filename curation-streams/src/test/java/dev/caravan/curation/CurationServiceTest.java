package dev.caravan.curation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caravan.broker.EmbeddedKafka;
import dev.caravan.curation.groups.GroupSamples;
import dev.caravan.curation.prompts.Curator;
import dev.caravan.curation.prompts.Ruling;
import dev.caravan.curation.prompts.Samples;
import dev.caravan.runtime.kafka.EventWriter;
import dev.caravan.runtime.kafka.From;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.KafkaSettings;
import dev.caravan.runtime.kafka.LogReader;
import dev.caravan.runtime.kafka.Received;
import dev.caravan.runtime.service.Health;
import dev.caravan.schemas.Benchmark;
import dev.caravan.schemas.Curated;
import dev.caravan.schemas.DeadLetter;
import dev.caravan.schemas.Group;
import dev.caravan.schemas.GroupOutcome;
import dev.caravan.schemas.Prompt;
import dev.caravan.schemas.Scored;
import dev.caravan.schemas.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service on a real broker. */
class CurationServiceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int N = 4;

    @TempDir
    static Path dir;

    private static EmbeddedKafka broker;
    private static Kafka kafka;
    private static EventWriter writer;

    /** The process that a test kills; null in the others. */
    private Process first;

    @BeforeAll
    static void start() {
        broker = new EmbeddedKafka(dir.resolve("kafka"), 0).start();
        kafka = new Kafka(new KafkaSettings(broker.bootstrap()));
        kafka.createTopics();
        writer = kafka.writer("test");
    }

    @AfterEach
    void kill() {
        if (first != null) {
            first.destroyForcibly();
        }
    }

    @AfterAll
    static void stop() {
        writer.close();
        kafka.close();
        broker.close();
    }

    @Test
    void neither_loses_nor_repeats_anything_when_it_is_killed() throws Exception {
        // Given
        List<Prompt> prompts = IntStream.range(0, 300)
                .mapToObj(i ->
                        Samples.prompt("p" + i, i % 10 == 0 ? "Is this one repeated?" : Samples.CARAVAN + " in " + i))
                .toList();
        Benchmark item = Samples.item("item", Samples.CARAVAN);
        Map<String, Curated> expected = expected(prompts, item);
        try (LogReader<Curated> curated = kafka.reader(Topics.CURATED, From.BEGINNING);
                LogReader<Group> groups = kafka.reader(Topics.GROUPS, From.BEGINNING)) {
            first = CurationProcess.launch(broker.bootstrap(), dir.resolve("state"));
            prompts.subList(0, 200).forEach(prompt -> writer.send(Topics.PROMPTS, prompt.getId(), prompt));
            scores(0, 10, 0, N);
            scores(10, 50, 0, 2);
            List<Received<Curated>> verdicts = new ArrayList<>();
            List<Received<Group>> released = new ArrayList<>();
            readUntil(curated, verdicts, 100);
            readUntil(groups, released, 10);

            // When
            first.destroyForcibly().waitFor();
            prompts.subList(200, 300).forEach(prompt -> writer.send(Topics.PROMPTS, prompt.getId(), prompt));
            try (CurationService second = new CurationService(
                    CurationProcess.settings(dir.resolve("state")), kafka, new SimpleMeterRegistry())) {
                second.start();
                scores(0, 50, 1, N);
                readUntil(curated, verdicts, prompts.size());
                writer.send(Topics.BENCHMARKS, item.getId(), item);
                readUntil(curated, verdicts, prompts.size() + 270);
                readUntil(groups, released, 50);

                // Then
                assertThat(newest(verdicts)).isEqualTo(expected);
                assertThat(released).extracting(Received::key).doesNotHaveDuplicates();
                assertThat(released).allSatisfy(group -> {
                    assertThat(group.value().getOutcome()).isEqualTo(GroupOutcome.COMPLETE);
                    assertThat(group.value().getScored())
                            .extracting(scored -> scored.getCompletion().getIndex())
                            .containsExactly(0, 1, 2, 3);
                });
                assertThat(second.health()).isEqualTo(Health.UP);
            }
            assertThat(curated.poll(Duration.ofMillis(500))).isEmpty();
            assertThat(groups.poll(Duration.ofMillis(500))).isEmpty();
        }
    }

    @Test
    void dead_letters_what_it_cannot_decode_and_goes_on() throws Exception {
        // Given
        byte[] garbage = {7, 7, 7};
        Map<String, Object> config = Map.of("bootstrap.servers", broker.bootstrap());
        try (LogReader<DeadLetter> deadLetters = kafka.reader(Topics.DEAD_LETTERS, From.BEGINNING);
                Producer<byte[], byte[]> producer =
                        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
                CurationService service = new CurationService(
                        CurationProcess.settings(dir.resolve("state")), kafka, new SimpleMeterRegistry())) {
            service.start();

            // When
            long first = producer.send(new ProducerRecord<>(Topics.BENCHMARKS.name(), garbage))
                    .get()
                    .offset();
            producer.send(new ProducerRecord<>(Topics.BENCHMARKS.name(), garbage))
                    .get();

            // Then
            List<Received<DeadLetter>> letters = new ArrayList<>();
            readUntil(deadLetters, letters, 2);
            assertThat(letters)
                    .extracting(letter -> letter.value().getLocation())
                    .containsExactly("benchmarks-0@" + first, "benchmarks-0@" + (first + 1));
            assertThat(letters).allSatisfy(letter -> assertThat(letter.value().getPayload())
                    .isEqualTo(ByteBuffer.wrap(garbage)));
            await().atMost(PATIENCE).until(() -> service.health().equals(Health.UP));
        }
    }

    /** Completions [from, to) of groups [firstGroup, endGroup). */
    private void scores(int firstGroup, int endGroup, int from, int to) {
        for (int group = firstGroup; group < endGroup; group++) {
            for (int index = from; index < to; index++) {
                Scored scored = GroupSamples.scored(
                        GroupSamples.completion("g" + group, index, N)
                                .setDeadline(Instant.now().plusSeconds(600))
                                .build(),
                        (double) (index % 2));
                writer.send(Topics.SCORES, "g" + group, scored);
            }
        }
        writer.flush();
    }

    private static Map<String, Curated> expected(List<Prompt> prompts, Benchmark item) {
        Curator curator = Curator.inMemory(Samples.TULU);
        Map<String, Curated> verdicts = new TreeMap<>();
        curator.add(item);
        for (int offset = 0; offset < prompts.size(); offset++) {
            Ruling.Decided decided = (Ruling.Decided) curator.judge(prompts.get(offset), "prompts-0@" + offset);
            decided.changes()
                    .forEach(change -> verdicts.put(change.after().getPrompt().getId(), change.after()));
        }
        return verdicts;
    }

    private static Map<String, Curated> newest(List<Received<Curated>> verdicts) {
        Map<String, Curated> newest = new TreeMap<>();
        verdicts.forEach(verdict -> newest.put(verdict.key(), verdict.value()));
        return newest;
    }

    private static <V extends SpecificRecord> void readUntil(LogReader<V> reader, List<Received<V>> into, int count) {
        await().atMost(PATIENCE).until(() -> {
            into.addAll(reader.poll(Duration.ofMillis(100)));
            return into.size() >= count;
        });
    }
}
