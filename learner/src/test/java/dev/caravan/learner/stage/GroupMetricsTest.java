package dev.caravan.learner.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.learner.Records;
import dev.caravan.schemas.FinishReason;
import dev.caravan.schemas.Group;
import dev.caravan.schemas.GroupOutcome;
import dev.caravan.schemas.RolloutRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupMetricsTest {

    @Test
    void rewardCountsDroppedGroupsAndStalenessIsPerToken() {
        // Given: version 9 is trained; 2 tokens of version 7, 6 of version 9
        RolloutRequest request = Records.request(2);
        Group live = Records.group(
                request,
                List.of(
                        Records.completion(request, 0, 2, FinishReason.STOP, 7, "d7"),
                        Records.completion(request, 1, 6, FinishReason.LENGTH, 9, "d9")),
                List.of(1.0, 0.0));
        Group dropped = Group.newBuilder(Records.group(request, List.of(), List.of()))
                .setOutcome(GroupOutcome.DROPPED)
                .setRewards(List.of(1.0, 1.0))
                .build();
        GroupMetrics metrics = new GroupMetrics(9);

        // When
        metrics.add(live, true);
        metrics.add(dropped, false);
        metrics.refused();

        // Then
        assertThat(metrics.all())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "reward", 0.75,
                        "live_groups", 0.5,
                        "partial_groups", 0.0,
                        "dropped_groups", 0.5,
                        "refused_completions", 1.0,
                        "completion_length", 4.0,
                        "truncated", 0.5,
                        "staleness", 0.5,
                        "staleness_max", 2.0));
    }
}
