package dev.caravan.learner;

import dev.caravan.schemas.Completion;
import dev.caravan.schemas.FinishReason;
import dev.caravan.schemas.Group;
import dev.caravan.schemas.GroupOutcome;
import dev.caravan.schemas.Purpose;
import dev.caravan.schemas.RolloutRequest;
import dev.caravan.schemas.Sampling;
import dev.caravan.schemas.Scored;
import dev.caravan.schemas.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** Records as other services write them. */
public final class Records {

    private Records() {}

    /** A request for completions of the prompt 1 2 3. */
    public static RolloutRequest request(int n) {
        return RolloutRequest.newBuilder()
                .setGroupId("run/rlvr/000000/0000")
                .setRun("run")
                .setStage("rlvr")
                .setStep(0)
                .setPurpose(Purpose.TRAIN)
                .setPromptId("p")
                .setSkill("add")
                .setPromptTokens(List.of(1, 2, 3))
                .setPromptText("1 2 3")
                .setN(n)
                .setSampling(Sampling.newBuilder()
                        .setTemperature(1)
                        .setMaxTokens(50)
                        .setSeed(1)
                        .build())
                .setMinVersion(7)
                .setRequestedAt(Instant.EPOCH)
                .setDeadline(Instant.EPOCH)
                .build();
    }

    /** A completion of a request: tokens from 10 on. */
    public static Completion completion(
            RolloutRequest request, int index, int tokens, FinishReason finish, long version, String digest) {
        return Completion.newBuilder()
                .setId(request.getGroupId() + "#" + index)
                .setGroupId(request.getGroupId())
                .setIndex(index)
                .setN(request.getN())
                .setRun(request.getRun())
                .setStage(request.getStage())
                .setStep(request.getStep())
                .setPurpose(Purpose.TRAIN)
                .setPromptId(request.getPromptId())
                .setSkill(request.getSkill())
                .setPromptTokens(request.getPromptTokens())
                .setPromptText(request.getPromptText())
                .setTokens(IntStream.range(10, 10 + tokens).boxed().toList())
                .setLogprobs(Collections.nCopies(tokens, -0.5f - index))
                .setText("text")
                .setSpans(List.of(new Span(0, tokens, version, digest)))
                .setFinishReason(finish)
                .setSeed(request.getSampling().getSeed())
                .setTemperature(1)
                .setWorker("worker")
                .setRequestedAt(request.getRequestedAt())
                .setStartedAt(request.getRequestedAt())
                .setFinishedAt(request.getRequestedAt())
                .setDeadline(request.getDeadline())
                .build();
    }

    /** A whole group; a null reward stands for an ERROR verdict. */
    public static Group group(RolloutRequest request, List<Completion> completions, List<Double> rewards) {
        List<Scored> scored = new ArrayList<>();
        for (int i = 0; i < completions.size(); i++) {
            scored.add(Scored.newBuilder()
                    .setCompletion(completions.get(i))
                    .setVerdicts(List.of())
                    .setReward(rewards.get(i))
                    .setScoredAt(Instant.EPOCH)
                    .build());
        }
        return Group.newBuilder()
                .setGroupId(request.getGroupId())
                .setRun(request.getRun())
                .setStage(request.getStage())
                .setStep(request.getStep())
                .setPurpose(request.getPurpose())
                .setPromptId(request.getPromptId())
                .setSkill(request.getSkill())
                .setN(request.getN())
                .setOutcome(GroupOutcome.COMPLETE)
                .setRewards(rewards.stream().filter(Objects::nonNull).toList())
                .setScored(scored)
                .setReleasedAt(Instant.EPOCH)
                .build();
    }
}
