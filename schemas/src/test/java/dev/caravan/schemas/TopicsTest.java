package dev.caravan.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopicsTest {

    @Test
    void theCatalogueIsTheOneThatTheDesignNames() {
        assertThat(Topics.all().stream().map(topic -> topic.name() + " " + topic.partitions()))
                .containsExactly(
                        "prompts 1",
                        "benchmarks 1",
                        "curated 1",
                        "demonstrations 1",
                        "preferences 1",
                        "requests 4",
                        "completions 4",
                        "scores 4",
                        "group-checks 4",
                        "group-scores 4",
                        "groups 4",
                        "shadow-scores 4",
                        "disagreements 4",
                        "weights 1",
                        "metrics 1",
                        "evaluations 1",
                        "runs 1",
                        "dead-letters 1",
                        "suspects 1");
    }

    @Test
    void topicsOfTheRolloutLoopAreCoPartitioned() {
        // Given
        List<Topic<?>> loop = List.of(
                Topics.REQUESTS,
                Topics.COMPLETIONS,
                Topics.SCORES,
                Topics.GROUP_CHECKS,
                Topics.GROUP_SCORES,
                Topics.GROUPS);

        // Then
        assertThat(loop).extracting(Topic::partitions).containsOnly(4);
        assertThat(loop).extracting(Topic::key).containsOnly("group id");
    }

    @Test
    void aTopicThatIsKeptForEverIsConfiguredSo() {
        assertThat(Topics.PROMPTS.config())
                .containsEntry("cleanup.policy", "delete")
                .containsEntry("retention.ms", "-1")
                .containsEntry("max.message.bytes", "2097152");
    }

    @Test
    void aCompactedTopicKeepsEveryRecordForItsRetention() {
        assertThat(Topics.CURATED.config())
                .containsEntry("cleanup.policy", "compact")
                .containsEntry(
                        "min.compaction.lag.ms",
                        Long.toString(Duration.ofDays(30).toMillis()))
                .doesNotContainKey("retention.ms");
    }

    @Test
    void aDeadLetterCanCarryTheLargestRecordOfAnyTopic() {
        assertThat(Topics.all())
                .filteredOn(topic -> topic != Topics.DEAD_LETTERS)
                .allSatisfy(topic -> assertThat(topic.maxBytes()).isLessThan(Topics.DEAD_LETTERS.maxBytes()));
    }

    @Test
    void aTopicIsFoundByItsName() {
        assertThat(Topics.named("dead-letters")).isSameAs(Topics.DEAD_LETTERS);
    }

    @Test
    void anUnknownNameIsAnErrorThatListsTheNames() {
        assertThatThrownBy(() -> Topics.named("score"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no topic is called score")
                .hasMessageContaining("scores");
    }

    @Test
    void aTopicCannotExistInvalid() {
        assertThatThrownBy(() -> new Topic<>("Bad", Metric.class, "run", 1, Cleanup.DELETE, Topic.FOREVER, 1 << 20))
                .hasMessageContaining("Bad");
        assertThatThrownBy(() -> new Topic<>("t", Metric.class, "run", 0, Cleanup.DELETE, Topic.FOREVER, 1 << 20))
                .hasMessageContaining("partitions");
        assertThatThrownBy(() -> new Topic<>("t", Metric.class, "run", 1, Cleanup.DELETE, Duration.ZERO, 1 << 20))
                .hasMessageContaining("retention");
        assertThatThrownBy(() -> new Topic<>("t", Metric.class, "run", 1, Cleanup.DELETE, Topic.FOREVER, 1))
                .hasMessageContaining("maxBytes");
    }
}
