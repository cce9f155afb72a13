package dev.caravan.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.broker.EmbeddedKafka;
import dev.caravan.curation.CurationService;
import dev.caravan.curation.CurationSettings;
import dev.caravan.runtime.kafka.EventWriter;
import dev.caravan.runtime.kafka.From;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.KafkaSettings;
import dev.caravan.runtime.kafka.LogReader;
import dev.caravan.runtime.kafka.Received;
import dev.caravan.runtime.settings.SettingsBinder;
import dev.caravan.schemas.Completion;
import dev.caravan.schemas.FinishReason;
import dev.caravan.schemas.Group;
import dev.caravan.schemas.GroupOutcome;
import dev.caravan.schemas.Purpose;
import dev.caravan.schemas.Topics;
import dev.caravan.schemas.Verdict;
import dev.caravan.schemas.VerifierSpec;
import dev.caravan.verifier.VerifierService;
import dev.caravan.verifier.VerifierSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Completions to groups by way of a verifier that judges whole groups: both services, on a real broker. */
class GroupVerifierFlowTest {

    @TempDir
    Path dir;

    @Test
    void aGroupIsReleasedOnceWithTheVerdictsOnTheWhole() {
        // Given
        CurationSettings curation = SettingsBinder.text("test", "{state_dir: '" + dir.resolve("state") + "'}")
                .bind(CurationSettings.class);
        List<String> texts = List.of("so\n#### 4", "let us see\n#### 4", "#### 5", "#### 4");
        try (EmbeddedKafka broker = new EmbeddedKafka(dir.resolve("kafka"), 0).start();
                Kafka kafka = new Kafka(new KafkaSettings(broker.bootstrap()))) {
            kafka.createTopics();
            try (CurationService groups = new CurationService(curation, kafka, new SimpleMeterRegistry());
                    VerifierService verifiers = new VerifierService(
                            SettingsBinder.defaults(VerifierSettings.class), kafka, new SimpleMeterRegistry());
                    EventWriter writer = kafka.writer("test");
                    LogReader<Group> reader = kafka.reader(Topics.GROUPS, From.BEGINNING)) {
                // When
                groups.start();
                verifiers.start();
                for (int i = 0; i < texts.size(); i++) {
                    writer.send(Topics.COMPLETIONS, "group", completion(i, texts.size(), texts.get(i)));
                }
                List<Group> released = new ArrayList<>();
                Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> {
                    reader.poll(Duration.ofMillis(100)).stream()
                            .map(Received::value)
                            .forEach(released::add);
                    return !released.isEmpty();
                });

                // Then
                Group group = released.get(0);
                assertThat(released).hasSize(1);
                assertThat(group.getOutcome()).isEqualTo(GroupOutcome.COMPLETE);
                assertThat(group.getScored()).allSatisfy(scored -> assertThat(scored.getVerdicts())
                        .extracting(Verdict::getVerifier)
                        .containsExactly("math", "shortest_correct"));
                // math counts 3, brevity 1; the right ones have 9, 17 and 6 characters.
                assertThat(group.getRewards()).containsExactly((3 + 8.0 / 11) / 4, 3.0 / 4, 0.0, 1.0);
            }
        }
    }

    private static Completion completion(int index, int n, String text) {
        Instant now = Instant.now();
        return Completion.newBuilder()
                .setId("group#" + index)
                .setGroupId("group")
                .setIndex(index)
                .setN(n)
                .setRun("run")
                .setStage("rlvr")
                .setStep(0)
                .setPurpose(Purpose.TRAIN)
                .setPromptId("prompt")
                .setSkill("add")
                .setPromptTokens(List.of(1))
                .setPromptText("2+2=")
                .setTokens(List.of(1))
                .setLogprobs(List.of(-0.5f))
                .setText(text)
                .setSpans(List.of())
                .setFinishReason(FinishReason.STOP)
                .setSeed(0)
                .setTemperature(1)
                .setWorker("worker")
                .setVerifiers(List.of(
                        VerifierSpec.newBuilder()
                                .setName("math")
                                .setGroundTruth("4")
                                .setWeight(3)
                                .build(),
                        VerifierSpec.newBuilder().setName("shortest_correct").build()))
                .setRequestedAt(now)
                .setStartedAt(now)
                .setFinishedAt(now)
                .setDeadline(now.plusSeconds(120))
                .build();
    }
}
