package dev.caravan.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.broker.EmbeddedKafka;
import dev.caravan.runtime.kafka.EventWriter;
import dev.caravan.runtime.kafka.From;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.KafkaSettings;
import dev.caravan.runtime.kafka.LogReader;
import dev.caravan.runtime.kafka.Received;
import dev.caravan.runtime.service.Health;
import dev.caravan.runtime.settings.SettingsBinder;
import dev.caravan.schemas.Completion;
import dev.caravan.schemas.DeadLetter;
import dev.caravan.schemas.FinishReason;
import dev.caravan.schemas.Metric;
import dev.caravan.schemas.Scored;
import dev.caravan.schemas.Topic;
import dev.caravan.schemas.Topics;
import dev.caravan.schemas.VerdictStatus;
import dev.caravan.schemas.Wire;
import dev.caravan.verifier.math.MathVerifier;
import dev.caravan.verifier.spi.Verdict;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole service on a real broker: every kind of completion, in one run of it. */
class VerifierServiceTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path dir;

    @Test
    void everyCompletionGetsExactlyOneScoreOrALetterAndAScore() throws Exception {
        // Given
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch latch = new CountDownLatch(1);
        VerifierRegistry registry = new VerifierRegistry(List.of(
                new MathVerifier(),
                FakeVerifier.says("unsure", new Verdict.Undecided("who knows")),
                FakeVerifier.says("down", new Verdict.Failed("no connection", true)),
                FakeVerifier.hangs("hanging", latch),
                FakeVerifier.recovers("shaky", 2, calls)));
        VerifierSettings settings = SettingsBinder.text("test", "{judge: {limit: 1s}, batch: 4, report: 100ms}")
                .bind(VerifierSettings.class);
        List<Completion> completions = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            completions.add(Completions.of("group-" + i % 3, i, "#### " + i % 2, Completions.verifier("math", "1")));
        }
        completions.add(Completions.of("special", 0, "#### 1"));
        completions.add(Completions.of("special", 1, "#### 1", Completions.verifier("unsure", "")));
        completions.add(Completions.of("special", 2, "#### 1", Completions.verifier("down", "")));
        completions.add(Completions.of("special", 3, "#### 1", Completions.verifier("hanging", "")));
        completions.add(Completions.of("special", 4, "#### 1", Completions.verifier("shaky", "")));
        completions.add(Completions.of("special", 5, "#### 1", Completions.verifier("maths", "1")));
        completions.add(Completions.of(
                "special", 6, "#### 1", Completions.verifier("math", "1"), Completions.verifier("unsure", "")));
        completions.add(Completion.newBuilder(Completions.of("special", 7, "", Completions.verifier("math", "1")))
                .setFinishReason(FinishReason.ABORTED)
                .build());

        try (EmbeddedKafka broker = new EmbeddedKafka(dir, 0).start();
                Kafka kafka = new Kafka(new KafkaSettings(broker.bootstrap()))) {
            kafka.createTopics();
            VerifierService service = new VerifierService(settings, kafka, new SimpleMeterRegistry(), registry);
            try (EventWriter writer = kafka.writer("test")) {
                completions.forEach(c -> writer.send(Topics.COMPLETIONS, c.getGroupId(), c));
                writer.flush();

                // When
                service.start();
                List<Scored> scores = read(kafka, Topics.SCORES, all -> all.size() >= completions.size());
                List<DeadLetter> letters = read(kafka, Topics.DEAD_LETTERS, all -> all.size() >= 3);
                List<Metric> metrics = read(kafka, Topics.METRICS, all -> all.stream()
                        .anyMatch(m -> m.getName().equals("scored_per_second")));

                // Then
                Map<String, Scored> byId = new TreeMap<>();
                scores.forEach(scored -> byId.put(scored.getCompletion().getId(), scored));
                assertThat(byId).hasSize(completions.size());
                for (Completion completion : completions) {
                    assertThat(byId.get(completion.getId()).getCompletion()).isEqualTo(completion);
                }
                for (int i = 0; i < 20; i++) {
                    Scored scored = byId.get("group-" + i % 3 + "#" + i);
                    assertThat(scored.getReward()).isEqualTo(i % 2);
                    assertThat(scored.getVerdicts().get(0).getVersion()).isEqualTo(new MathVerifier().version());
                }
                assertThat(byId.get("special#0").getReward()).isNull();
                assertThat(byId.get("special#0").getVerdicts()).isEmpty();
                assertThat(byId.get("special#1").getReward()).isZero();
                assertThat(byId.get("special#4").getReward()).isEqualTo(1);
                assertThat(calls).hasValue(3);
                assertThat(byId.get("special#6").getReward()).isEqualTo(0.5);
                for (String failed : List.of("special#2", "special#3", "special#5", "special#7")) {
                    assertThat(byId.get(failed).getReward()).isNull();
                    assertThat(byId.get(failed).getVerdicts().get(0).getStatus())
                            .isEqualTo(VerdictStatus.ERROR);
                }

                Map<String, DeadLetter> lettersById = new TreeMap<>();
                for (DeadLetter letter : letters) {
                    byte[] payload = new byte[letter.getPayload().remaining()];
                    letter.getPayload().get(payload);
                    lettersById.put(Wire.decode(payload, Completion.class).getId(), letter);
                }
                assertThat(lettersById).containsOnlyKeys("special#2", "special#3", "special#5");
                assertThat(lettersById.get("special#2").getReason()).isEqualTo("completion special#2: no connection");
                assertThat(lettersById.get("special#2").getAttempts()).isEqualTo(3);
                assertThat(lettersById.get("special#2").getRetriable()).isTrue();
                assertThat(lettersById.get("special#3").getReason()).contains("not finished within 1000 ms");
                assertThat(lettersById.get("special#5").getReason()).contains("unknown verifier 'maths'; known: down");
                assertThat(lettersById.get("special#5").getAttempts()).isEqualTo(1);
                assertThat(lettersById.get("special#5").getLocation()).startsWith("completions-");

                assertThat(metrics)
                        .filteredOn(m -> m.getName().equals("undecided_share"))
                        .extracting(m -> m.getLabels().get("verifier"))
                        .contains("math");
                assertThat(service.health()).isEqualTo(Health.UP);
            } finally {
                service.close();
                latch.countDown();
            }
        }
    }

    private static <V extends SpecificRecord> List<V> read(Kafka kafka, Topic<V> topic, Predicate<List<V>> enough) {
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
}
