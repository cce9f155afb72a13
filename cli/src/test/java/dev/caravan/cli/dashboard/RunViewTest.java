package dev.caravan.cli.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.schemas.Completion;
import dev.caravan.schemas.Evaluation;
import dev.caravan.schemas.FinishReason;
import dev.caravan.schemas.Purpose;
import dev.caravan.schemas.RunEvent;
import dev.caravan.schemas.RunFinished;
import dev.caravan.schemas.RunSubmitted;
import dev.caravan.schemas.Scored;
import dev.caravan.schemas.Span;
import dev.caravan.schemas.StageFinished;
import dev.caravan.schemas.StageProgress;
import dev.caravan.schemas.Verdict;
import dev.caravan.schemas.VerdictStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunViewTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final RunView view = new RunView();

    @Test
    void showsTheSeriesOfAStageInTheOrderOfItsSteps() {
        // Given
        view.on(event("a", 0, new RunSubmitted("recipe", 1L)));

        // When
        view.on(event("a", 1, progress("rlvr", 2, 0.6)));
        view.on(event("a", 2, progress("rlvr", 1, 0.5)));

        // Then
        Snapshot shown = view.snapshot(List.of(), 0, START.plusSeconds(65));
        assertThat(shown.series().get("reward"))
                .containsExactly(new Snapshot.Point(1, 0.5), new Snapshot.Point(2, 0.6));
        assertThat(shown.run()).isEqualTo(new Snapshot.Run("a", "rlvr", "1:05"));
    }

    @Test
    void joinsAStageWithItsEvaluation() {
        // Given
        view.on(event("a", 0, new RunSubmitted("recipe", 1L)));
        view.on(event("a", 1, progress("sft", 50, 0.1)));

        // When
        view.on(event("a", 2, new StageFinished(0, "sft", 1L, "digest", 3.0, "", Map.of())));
        view.on(evaluation("a", "sft", 0.7));

        // Then
        assertThat(view.snapshot(List.of(), 0, START).stages())
                .containsExactly(new Snapshot.Stage("sft", "done", 100, 100, 0.7));
    }

    @Test
    void startsAfreshWithTheNextRunAndIgnoresTheOldOnesStragglers() {
        // Given
        view.on(event("a", 0, new RunSubmitted("recipe", 1L)));
        view.on(event("a", 1, progress("sft", 1, 0.1)));
        view.on(evaluation("a", "sft", 0.7));

        // When
        view.on(event("b", 5, new RunSubmitted("recipe", 2L)));
        view.on(event("a", 6, progress("sft", 2, 0.2)));
        view.on(scored("a", 1.0, 6_000));

        // Then
        Snapshot shown = view.snapshot(List.of(), 0, START.plusSeconds(6));
        assertThat(shown.stages()).isEmpty();
        assertThat(shown.evaluations()).isEmpty();
        assertThat(shown.completions()).isEmpty();
    }

    @Test
    void showsAResumedRunFromWhereItWas() {
        // Given
        view.on(event("a", 0, new RunSubmitted("recipe", 1L)));
        view.on(event("a", 1, progress("sft", 1, 0.1)));

        // When
        view.on(event("a", 9, new RunSubmitted("recipe", 1L)));

        // Then
        assertThat(view.snapshot(List.of(), 0, START).stages()).hasSize(1);
    }

    @Test
    void stopsTheClockWhenTheRunEnds() {
        // Given
        view.on(event("a", 0, new RunSubmitted("recipe", 1L)));

        // When
        view.on(event("a", 30, new RunFinished(30.0, "")));

        // Then
        assertThat(view.snapshot(List.of(), 0, START.plusSeconds(500)).run())
                .isEqualTo(new Snapshot.Run("a", "finished", "0:30"));
    }

    @Test
    void showsNoMoreCompletionsThanAPersonCanReadAndTheNewestFirst() {
        // Given
        view.on(event("a", 0, new RunSubmitted("recipe", 1L)));

        // When
        for (int i = 0; i < 100; i++) {
            view.on(scored("a", i % 2 == 0 ? 1.0 : 0.0, 300L * i));
        }

        // Then
        Snapshot shown = view.snapshot(List.of(), 0, START);
        assertThat(shown.completions()).hasSize(12);
        assertThat(shown.completions().get(0).id()).isEqualTo("c29700");
        assertThat(shown.tiles()).contains(new Snapshot.Tile("completions judged", 100L, 0));
        assertThat(shown.tiles()).contains(new Snapshot.Tile("of them right, %", 50.0, 1));
    }

    private static RunEvent event(String run, long seconds, Object event) {
        return new RunEvent(run, START.plusSeconds(seconds), event);
    }

    private static StageProgress progress(String stage, int step, double reward) {
        return new StageProgress(0, stage, step, 100, 1L, Map.of("reward", reward));
    }

    private static Evaluation evaluation(String run, String stage, double accuracy) {
        return new Evaluation(run, stage, "held-out", 1L, 10, 7, accuracy, 0.5, 0.9, Map.of(), 1.0, START);
    }

    private static Scored scored(String run, double reward, long millis) {
        Instant at = START.plusMillis(millis);
        Completion completion = Completion.newBuilder()
                .setId("c" + millis)
                .setGroupId("g")
                .setIndex(0)
                .setN(1)
                .setRun(run)
                .setStage("rlvr")
                .setStep(1)
                .setPurpose(Purpose.TRAIN)
                .setPromptId("p")
                .setSkill("sum")
                .setPromptTokens(List.of(1))
                .setPromptText("1+1?")
                .setTokens(List.of(2))
                .setLogprobs(List.of(-0.1f))
                .setText("#### 2")
                .setSpans(List.of(new Span(0, 1, 3L, "digest")))
                .setFinishReason(FinishReason.STOP)
                .setSeed(1)
                .setTemperature(1)
                .setWorker("w")
                .setRequestedAt(at)
                .setStartedAt(at)
                .setFinishedAt(at)
                .setDeadline(at)
                .build();
        Verdict verdict = new Verdict("math", "1", VerdictStatus.SCORED, reward, "2 = 2", 1.0, 0.1);
        return new Scored(completion, List.of(verdict), reward, at, List.of());
    }
}
