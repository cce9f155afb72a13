package dev.caravan.curation.groups;

import static dev.caravan.curation.groups.GroupSamples.DEADLINE;
import static dev.caravan.curation.groups.GroupSamples.SETTINGS;
import static dev.caravan.curation.groups.GroupSamples.completion;
import static dev.caravan.curation.groups.GroupSamples.scored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.KafkaSettings;
import dev.caravan.schemas.AvroSerde;
import dev.caravan.schemas.DeadLetter;
import dev.caravan.schemas.Group;
import dev.caravan.schemas.GroupOutcome;
import dev.caravan.schemas.GroupScores;
import dev.caravan.schemas.Scored;
import dev.caravan.schemas.Topic;
import dev.caravan.schemas.Topics;
import dev.caravan.schemas.Verdict;
import dev.caravan.schemas.VerdictStatus;
import dev.caravan.schemas.VerifierSpec;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Groups that verifiers of whole groups judge: asked once, released once. */
class GroupJudgingTopologyTest {

    private static final Instant START = DEADLINE.minusSeconds(30);
    private static final VerifierSpec RANK =
            VerifierSpec.newBuilder().setName("rank").setWeight(0.5).build();

    @TempDir
    Path dir;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private TopologyTestDriver driver;
    private TestInputTopic<String, Scored> scores;
    private TestInputTopic<String, GroupScores> answers;
    private TestOutputTopic<String, GroupScores> questions;
    private TestOutputTopic<String, Group> groups;
    private TestOutputTopic<String, DeadLetter> deadLetters;

    @BeforeEach
    void open() {
        Properties properties = new Kafka(new KafkaSettings("127.0.0.1:1")).streams(GroupingTopology.APPLICATION, dir);
        driver = new TopologyTestDriver(
                GroupingTopology.build(SETTINGS, GroupJudgingTopologyTest::serde, meters), properties, START);
        scores = input(Topics.SCORES);
        answers = input(Topics.GROUP_SCORES);
        questions = output(Topics.GROUP_CHECKS);
        groups = output(Topics.GROUPS);
        deadLetters = output(Topics.DEAD_LETTERS);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void aCompleteGroupIsAskedAboutAndReleasedWithTheAnswer() {
        // When
        send(awaiting("g", 0, 2, 1), awaiting("g", 1, 2, 1));
        boolean early = groups.isEmpty();
        GroupScores question = questions.readValue();
        answers.pipeInput("g", answer(question, 1, 0.5));

        // Then
        assertThat(early).isTrue();
        assertThat(question.getScored())
                .extracting(each -> each.getCompletion().getId())
                .containsExactly("g#0", "g#1");
        Group group = groups.readValue();
        assertThat(group.getOutcome()).isEqualTo(GroupOutcome.COMPLETE);
        assertThat(group.getRewards()).containsExactly(1.0, 0.5);
        assertThat(group.getScored()).allSatisfy(each -> {
            assertThat(each.getAwaits()).isEmpty();
            assertThat(each.getVerdicts()).extracting(Verdict::getVerifier).containsExactly("math", "rank");
        });
        assertThat(questions.isEmpty()).isTrue();
    }

    @Test
    void anAnswerThatComesTwiceReleasesOnce() {
        // Given
        send(awaiting("g", 0, 2, 1), awaiting("g", 1, 2, 0));
        GroupScores question = questions.readValue();

        // When
        answers.pipeInput("g", answer(question, 1, 0));
        answers.pipeInput("g", answer(question, 0, 1));
        answers.pipeInput("other", answer(question, 0, 1));
        driver.advanceWallClockTime(Duration.ofMinutes(5));

        // Then
        assertThat(groups.readValuesToList()).hasSize(1).allSatisfy(group -> assertThat(group.getRewards())
                .containsExactly(1.0, 0.0));
        assertThat(deadLetters.readValue().getReason()).isEqualTo("its key is not its group id 'g'");
        assertThat(meters.counter("caravan.groups.ignored", "cause", "late").count())
                .isEqualTo(1);
    }

    @Test
    void whatIsThereAtTheDeadlineIsAskedAboutAndLatecomersAreNotTaken() {
        // Given
        send(awaiting("g", 0, 3, 1), awaiting("g", 2, 3, 0));

        // When
        driver.advanceWallClockTime(Duration.ofSeconds(31));
        GroupScores question = questions.readValue();
        send(awaiting("g", 1, 3, 1));
        answers.pipeInput("g", answer(question, 1, 0));

        // Then
        assertThat(question.getScored()).hasSize(2);
        Group group = groups.readValue();
        assertThat(group.getOutcome()).isEqualTo(GroupOutcome.PARTIAL);
        assertThat(group.getReason()).isEqualTo("1 of 3 completions missing at the deadline");
        assertThat(questions.isEmpty()).isTrue();
    }

    @Test
    void aGroupWithoutAnAnswerIsReleasedWhenItsTimeIsUp() {
        // Given
        send(awaiting("g", 0, 2, 1), awaiting("g", 1, 2, 0));
        GroupScores question = questions.readValue();

        // When
        driver.advanceWallClockTime(Duration.ofSeconds(29));
        boolean early = groups.isEmpty();
        driver.advanceWallClockTime(Duration.ofSeconds(2));
        answers.pipeInput("g", answer(question, 1, 0));

        // Then
        assertThat(early).isTrue();
        Group group = groups.readValue();
        assertThat(group.getOutcome()).isEqualTo(GroupOutcome.DROPPED);
        assertThat(group.getReason()).contains("no verdict on g#0, g#1");
        assertThat(group.getRewards()).isEmpty();
        assertThat(groups.isEmpty()).isTrue();
    }

    @Test
    void aCompletionThatTheAnswerLacksHasNoVerdict() {
        // Given
        send(awaiting("g", 0, 3, 1), awaiting("g", 1, 3, 0), awaiting("g", 2, 3, 1));
        GroupScores question = questions.readValue();
        GroupScores answer = answer(question, 1, 0, 0.5);

        // When
        answers.pipeInput(
                "g",
                GroupScores.newBuilder(answer)
                        .setScored(answer.getScored().subList(0, 2))
                        .build());

        // Then
        Group group = groups.readValue();
        assertThat(group.getOutcome()).isEqualTo(GroupOutcome.PARTIAL);
        assertThat(group.getReason()).isEqualTo("no verdict on g#2");
        assertThat(group.getRewards()).containsExactly(1.0, 0.0);
    }

    @Test
    void aGroupOfWhichOneCompletionAwaitsIsAskedAbout() {
        // When
        send(awaiting("g", 0, 2, 1), scored("g", 1, 2, 0));

        // Then
        assertThat(questions.readValue().getScored()).hasSize(2);
        assertThat(groups.isEmpty()).isTrue();
    }

    private void send(Scored... all) {
        for (Scored scored : all) {
            scores.pipeInput(scored.getCompletion().getGroupId(), scored);
        }
    }

    private static Scored awaiting(String group, int index, int n, double reward) {
        return Scored.newBuilder(scored(completion(group, index, n).build(), reward))
                .setAwaits(List.of(RANK))
                .build();
    }

    private static GroupScores answer(GroupScores question, double... rewards) {
        List<Scored> judged = new ArrayList<>();
        for (int i = 0; i < rewards.length; i++) {
            Scored asked = question.getScored().get(i);
            List<Verdict> verdicts = new ArrayList<>(asked.getVerdicts());
            verdicts.add(new Verdict("rank", "1", VerdictStatus.SCORED, rewards[i], "", 0.5, 0.1));
            judged.add(Scored.newBuilder(asked)
                    .setVerdicts(verdicts)
                    .setAwaits(List.of())
                    .setReward(rewards[i])
                    .build());
        }
        return GroupScores.newBuilder(question).setScored(judged).build();
    }

    private <V extends SpecificRecord> TestInputTopic<String, V> input(Topic<V> topic) {
        return driver.createInputTopic(
                topic.name(), new StringSerializer(), serde(topic).serializer());
    }

    private <V extends SpecificRecord> TestOutputTopic<String, V> output(Topic<V> topic) {
        return driver.createOutputTopic(
                topic.name(), new StringDeserializer(), serde(topic).deserializer());
    }

    private static <V extends SpecificRecord> Serde<V> serde(Topic<V> topic) {
        return new AvroSerde<>(topic.type());
    }
}
