package dev.caravan.curation.groups;

import static dev.caravan.curation.groups.GroupSamples.completion;
import static dev.caravan.curation.groups.GroupSamples.scored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.schemas.Group;
import dev.caravan.schemas.GroupOutcome;
import dev.caravan.schemas.Purpose;
import dev.caravan.schemas.Scored;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReleaseTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:30Z");

    @Test
    void a_group_with_all_completions_and_different_rewards_is_complete() {
        // When
        Group group = release(scored("g", 0, 2, 1), scored("g", 1, 2, 0));

        // Then
        assertThat(group.getOutcome()).isEqualTo(GroupOutcome.COMPLETE);
        assertThat(group.getReason()).isEmpty();
        assertThat(group.getRewards()).containsExactly(1.0, 0.0);
        assertThat(group.getScored()).hasSize(2);
        assertThat(group.getReleasedAt()).isEqualTo(NOW);
        assertThat(group)
                .extracting(Group::getGroupId, Group::getRun, Group::getStage, Group::getStep, Group::getPromptId)
                .containsExactly("g", "run", "rlvr", 3, "prompt");
    }

    @Test
    void a_group_with_equal_rewards_is_dropped_and_keeps_its_rewards() {
        // When
        Group group = release(scored("g", 0, 3, 0), scored("g", 1, 3, 0), scored("g", 2, 3, 0));

        // Then
        assertThat(group.getOutcome()).isEqualTo(GroupOutcome.DROPPED);
        assertThat(group.getReason()).isEqualTo("all 3 rewards are 0");
        assertThat(group.getRewards()).containsExactly(0.0, 0.0, 0.0);
        assertThat(group.getScored()).isEmpty();
    }

    @Test
    void a_group_without_all_completions_is_partial_and_says_how_many_are_missing() {
        // When
        Group group = release(scored("g", 0, 4, 1), scored("g", 3, 4, 0.25));

        // Then
        assertThat(group.getOutcome()).isEqualTo(GroupOutcome.PARTIAL);
        assertThat(group.getReason()).isEqualTo("2 of 4 completions missing at the deadline");
    }

    @Test
    void a_verifier_that_failed_is_no_reward_and_is_named() {
        // When
        Group group = release(scored("g", 0, 3, 1), scored(completion("g", 1, 3).build(), null), scored("g", 2, 3, 0));

        // Then
        assertThat(group.getOutcome()).isEqualTo(GroupOutcome.PARTIAL);
        assertThat(group.getReason()).isEqualTo("no verdict on g#1");
        assertThat(group.getRewards()).containsExactly(1.0, 0.0);
        assertThat(group.getScored())
                .extracting(each -> each.getCompletion().getIndex())
                .containsExactly(0, 2);
    }

    @Test
    void a_reward_that_is_no_number_never_enters_a_group() {
        // When
        Group group = release(scored("g", 0, 3, 1), scored("g", 1, 3, Double.NaN), scored("g", 2, 3, 0));

        // Then
        assertThat(group.getReason()).isEqualTo("no verdict on g#1");
        assertThat(group.getRewards()).containsExactly(1.0, 0.0);
    }

    @Test
    void one_reward_is_nothing_to_compare() {
        // When
        Group group = release(scored("g", 0, 2, 1), scored(completion("g", 1, 2).build(), null));

        // Then
        assertThat(group.getOutcome()).isEqualTo(GroupOutcome.DROPPED);
        assertThat(group.getReason()).isEqualTo("nothing to compare: one reward; no verdict on g#1");
    }

    @Test
    void only_training_groups_are_dropped() {
        // When
        Group evaluated = release(of(Purpose.EVAL, 0, 1, 0.0));
        Group unverified = release(of(Purpose.EVAL, 0, 1, null));
        Scored chat = Scored.newBuilder(of(Purpose.CHAT, 0, 1, null))
                .setVerdicts(List.of())
                .build();

        // Then
        assertThat(evaluated.getOutcome()).isEqualTo(GroupOutcome.COMPLETE);
        assertThat(unverified.getOutcome()).isEqualTo(GroupOutcome.PARTIAL);
        assertThat(release(chat).getOutcome()).isEqualTo(GroupOutcome.COMPLETE);
        assertThat(release(chat).getScored()).containsExactly(chat);
        assertThat(release(chat).getRewards()).isEmpty();
    }

    @Test
    void a_preference_group_gives_a_pair_or_says_why_not() {
        // When
        Release right =
                Release.of(List.of(of(Purpose.PREFERENCE, 0, 2, 0.0), of(Purpose.PREFERENCE, 1, 2, 1.0)), miner(), NOW);
        Release equal =
                Release.of(List.of(of(Purpose.PREFERENCE, 0, 2, 1.0), of(Purpose.PREFERENCE, 1, 2, 1.0)), miner(), NOW);

        // Then
        assertThat(right.pairs())
                .extracting(pair -> pair.getChosen().getCompletionId())
                .containsExactly("g#1");
        assertThat(right.group().getReason()).isEmpty();
        assertThat(equal.pairs()).isEmpty();
        assertThat(equal.group().getOutcome()).isEqualTo(GroupOutcome.COMPLETE);
        assertThat(equal.group().getReason()).isEqualTo("no pair: no reward is lower than 1 by 0.5 or more");
    }

    private static Scored of(Purpose purpose, int index, int n, Double reward) {
        return scored(completion("g", index, n).setPurpose(purpose).build(), reward);
    }

    private static Group release(Scored... scored) {
        return Release.of(List.of(scored), miner(), NOW).group();
    }

    private static PairMiner miner() {
        return new PairMiner(new PairSettings(1, 0.5));
    }
}
