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
import dev.caravan.schemas.Preference;
import dev.caravan.schemas.Purpose;
import dev.caravan.schemas.Scored;
import dev.caravan.schemas.Topic;
import dev.caravan.schemas.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupingTopologyTest {

    private static final Instant START = DEADLINE.minusSeconds(30);

    @TempDir
    Path dir;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private TopologyTestDriver driver;
    private TestInputTopic<String, Scored> scores;
    private TestOutputTopic<String, Group> groups;
    private TestOutputTopic<String, Preference> preferences;
    private TestOutputTopic<String, DeadLetter> deadLetters;

    @BeforeEach
    void open() {
        Properties properties = new Kafka(new KafkaSettings("127.0.0.1:1")).streams(GroupingTopology.APPLICATION, dir);
        driver = new TopologyTestDriver(
                GroupingTopology.build(SETTINGS, GroupingTopologyTest::serde, meters), properties, START);
        scores = driver.createInputTopic(
                Topics.SCORES.name(),
                new StringSerializer(),
                serde(Topics.SCORES).serializer());
        groups = output(Topics.GROUPS);
        preferences = output(Topics.PREFERENCES);
        deadLetters = output(Topics.DEAD_LETTERS);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void releases_a_group_when_its_last_completion_is_scored() {
        // Given
        send(scored("g", 2, 3, 0), scored("other", 0, 2, 0), scored("g", 0, 3, 1));
        boolean early = groups.isEmpty();

        // When
        send(scored("g", 1, 3, 0));

        // Then
        assertThat(early).isTrue();
        KeyValue<String, Group> group = groups.readKeyValue();
        assertThat(group.key).isEqualTo("g");
        assertThat(group.value.getOutcome()).isEqualTo(GroupOutcome.COMPLETE);
        assertThat(group.value.getRewards()).containsExactly(1.0, 0.0, 0.0);
        assertThat(groups.isEmpty()).isTrue();
        assertThat(meters.counter("caravan.groups.released", "purpose", "TRAIN", "outcome", "COMPLETE")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void counts_a_completion_once() {
        // When
        send(scored("g", 0, 2, 1), scored("g", 0, 2, 0));

        // Then
        assertThat(groups.isEmpty()).isTrue();
        assertThat(ignored("duplicate")).isEqualTo(1);
    }

    @Test
    void releases_what_there_is_at_the_deadline_and_ignores_what_comes_later() {
        // Given
        send(scored("g", 0, 3, 1), scored("g", 1, 3, 0));

        // When
        driver.advanceWallClockTime(Duration.ofSeconds(29));
        boolean early = groups.isEmpty();
        driver.advanceWallClockTime(Duration.ofSeconds(1));
        send(scored("g", 2, 3, 0), scored("g", 0, 3, 1));
        driver.advanceWallClockTime(Duration.ofMinutes(2));

        // Then
        assertThat(early).isTrue();
        List<Group> released = groups.readValuesToList();
        assertThat(released).hasSize(1);
        assertThat(released.get(0).getOutcome()).isEqualTo(GroupOutcome.PARTIAL);
        assertThat(ignored("late")).isEqualTo(2);
    }

    @Test
    void waits_for_the_latest_deadline_of_a_request_that_was_issued_again() {
        // Given
        Scored issuedAgain = scored(
                completion("g", 1, 3).setDeadline(DEADLINE.plusSeconds(60)).build(), 0.0);
        send(scored("g", 0, 3, 1), issuedAgain);

        // When
        driver.advanceWallClockTime(Duration.ofSeconds(89));
        boolean early = groups.isEmpty();
        driver.advanceWallClockTime(Duration.ofSeconds(1));

        // Then
        assertThat(early).isTrue();
        assertThat(groups.readValue().getOutcome()).isEqualTo(GroupOutcome.PARTIAL);
    }

    @Test
    void dead_letters_a_completion_that_contradicts_its_group() {
        // Given
        send(scored("g", 0, 2, 1));

        // When
        send(scored("g", 1, 3, 0), scored("g", 1, 2, 0));

        // Then
        assertThat(groups.readValuesToList()).hasSize(1);
        assertThat(deadLetters.readValue().getReason()).isEqualTo("completion g#1 has n=3, its group has n=2");
    }

    @Test
    void gives_a_backlog_past_its_deadline_the_grace_to_complete() {
        // Given
        driver.advanceWallClockTime(Duration.ofMinutes(10));
        send(scored("g", 0, 2, 1));

        // When
        driver.advanceWallClockTime(SETTINGS.grace().minusMillis(1));
        send(scored("g", 1, 2, 0));

        // Then
        assertThat(groups.readValue().getOutcome()).isEqualTo(GroupOutcome.COMPLETE);
    }

    @Test
    void drops_a_training_group_without_signal() {
        // When
        send(scored("g", 0, 2, 1), scored("g", 1, 2, 1));

        // Then
        Group group = groups.readValue();
        assertThat(group.getOutcome()).isEqualTo(GroupOutcome.DROPPED);
        assertThat(group.getReason()).isEqualTo("all 2 rewards are 1");
    }

    @Test
    void mines_a_pair_from_a_preference_group() {
        // When
        send(
                scored(completion("g", 0, 2).setPurpose(Purpose.PREFERENCE).build(), 1.0),
                scored(completion("g", 1, 2).setPurpose(Purpose.PREFERENCE).build(), 0.0));

        // Then
        KeyValue<String, Preference> pair = preferences.readKeyValue();
        assertThat(pair.key).isEqualTo("g");
        assertThat(pair.value.getChosen().getCompletionId()).isEqualTo("g#0");
        assertThat(groups.readValue().getOutcome()).isEqualTo(GroupOutcome.COMPLETE);
    }

    @Test
    void dead_letters_completions_that_fit_no_group() {
        // When
        scores.pipeInput("elsewhere", scored("g", 0, 2, 1));
        scores.pipeInput("g", scored("g", 2, 2, 1));
        scores.pipeInput("g", scored(completion("g", 0, 2).setId("g-0").build(), 1.0));
        scores.pipeInput("g", null);

        // Then
        assertThat(deadLetters.readKeyValuesToList())
                .extracting(letter -> letter.key + " " + letter.value.getReason())
                .containsExactly(
                        "scores-0@0 its key is not its group id 'g'",
                        "scores-0@1 completion g#2 has index 2 of n=2",
                        "scores-0@2 completion g-0 should be called g#0",
                        "scores-0@3 a tombstone: what was scored cannot be taken back");
        assertThat(ignored("refused")).isEqualTo(4);
    }

    private void send(Scored... all) {
        for (Scored scored : all) {
            scores.pipeInput(scored.getCompletion().getGroupId(), scored);
        }
    }

    private double ignored(String cause) {
        return meters.counter("caravan.groups.ignored", "cause", cause).count();
    }

    private <V extends SpecificRecord> TestOutputTopic<String, V> output(Topic<V> topic) {
        return driver.createOutputTopic(
                topic.name(), new StringDeserializer(), serde(topic).deserializer());
    }

    private static <V extends SpecificRecord> Serde<V> serde(Topic<V> topic) {
        return new AvroSerde<>(topic.type());
    }
}
