package dev.caravan.curation.groups;

import dev.caravan.schemas.Completion;
import dev.caravan.schemas.FinishReason;
import dev.caravan.schemas.Purpose;
import dev.caravan.schemas.Scored;
import dev.caravan.schemas.Verdict;
import dev.caravan.schemas.VerdictStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Scored completions for tests. */
public final class GroupSamples {

    public static final Instant DEADLINE = Instant.parse("2026-01-01T00:01:00Z");

    /** As released by default, but with a short tick. */
    public static final GroupingSettings SETTINGS = new GroupingSettings(
            Duration.ofMillis(50),
            Duration.ofSeconds(1),
            Duration.ofHours(1),
            Duration.ofSeconds(5),
            new PairSettings(1, 0.5));

    private GroupSamples() {}

    /** Completion {@code index} of a TRAIN group of {@code n}. */
    public static Scored scored(String group, int index, int n, double reward) {
        return scored(completion(group, index, n).build(), reward);
    }

    public static Scored scored(Completion completion, @Nullable Double reward) {
        VerdictStatus status = reward == null ? VerdictStatus.ERROR : VerdictStatus.SCORED;
        double score = reward == null ? 0 : reward;
        return Scored.newBuilder()
                .setCompletion(completion)
                .setVerdicts(List.of(new Verdict("math", "1", status, score, "", 1.0, 0.1)))
                .setReward(reward)
                .setScoredAt(DEADLINE.minusSeconds(30))
                .build();
    }

    public static Completion.Builder completion(String group, int index, int n) {
        return Completion.newBuilder()
                .setId(group + "#" + index)
                .setGroupId(group)
                .setIndex(index)
                .setN(n)
                .setRun("run")
                .setStage("rlvr")
                .setStep(3)
                .setPurpose(Purpose.TRAIN)
                .setPromptId("prompt")
                .setSkill("add")
                .setPromptTokens(List.of(2, 17, 3))
                .setPromptText("1+1=")
                .setTokens(List.of(40 + index, 1))
                .setLogprobs(List.of(-0.5f, -0.1f))
                .setText("answer " + index)
                .setSpans(List.of())
                .setFinishReason(FinishReason.STOP)
                .setSeed(index)
                .setTemperature(1.0)
                .setWorker("worker")
                .setRequestedAt(DEADLINE.minusSeconds(60))
                .setStartedAt(DEADLINE.minusSeconds(59))
                .setFinishedAt(DEADLINE.minusSeconds(40))
                .setDeadline(DEADLINE);
    }
}
