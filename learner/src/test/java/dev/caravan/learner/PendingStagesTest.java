package dev.caravan.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.schemas.RunEvent;
import dev.caravan.schemas.RunFailed;
import dev.caravan.schemas.RunFinished;
import dev.caravan.schemas.RunSubmitted;
import dev.caravan.schemas.StageFinished;
import dev.caravan.schemas.StageRequested;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PendingStagesTest {

    private final PendingStages pending = new PendingStages();

    @Test
    void firstComeIsFirstServedOnce() {
        // Given
        add("a", request(0));
        add("b", request(0));
        add("a", request(0));

        // When
        List<String> order = List.of(
                pending.next().orElseThrow().run(), pending.next().orElseThrow().run());

        // Then
        assertThat(order).containsExactly("a", "b");
        assertThat(pending.next()).isEmpty();
    }

    @Test
    void whatHasEndedIsNotPending() {
        // Given
        add("finished", new RunSubmitted("recipe", 1L));
        add("finished", request(0));
        add("finished", request(1));
        add("finished", finished(0));
        add("failed", request(2));
        add("failed", new RunFailed(2, "stage", "reason", false));
        add("over", request(3));
        add("over", new RunFinished(1.0, ""));

        // When
        PendingStages.Pending next = pending.next().orElseThrow();

        // Then
        assertThat(next.run()).isEqualTo("finished");
        assertThat(next.request().getIndex()).isEqualTo(1);
        assertThat(pending.next()).isEmpty();
    }

    @Test
    void whatIsAskedForAgainAfterItsEndIsPendingAgain() {
        // Given
        add("a", request(0));
        add("a", new RunFailed(0, "stage", "reason", true));
        add("a", request(0));

        // When / Then
        assertThat(pending.next()).isPresent();
    }

    private void add(String run, Object event) {
        pending.add(new RunEvent(run, Instant.EPOCH, event));
    }

    private static StageRequested request(int index) {
        return StageRequested.newBuilder()
                .setIndex(index)
                .setStage("stage")
                .setKind("sft")
                .setSettings("{}")
                .setSeed(1)
                .setModel("model")
                .setInputs(List.of())
                .build();
    }

    private static StageFinished finished(int index) {
        return StageFinished.newBuilder()
                .setIndex(index)
                .setStage("stage")
                .setVersion(1)
                .setDigest("d")
                .setSeconds(1)
                .build();
    }
}
