package dev.caravan.verifier;

import dev.caravan.schemas.Completion;
import dev.caravan.schemas.FinishReason;
import dev.caravan.schemas.Purpose;
import dev.caravan.schemas.VerifierSpec;
import java.time.Instant;
import java.util.List;

/** Completions as rollout workers write them. */
public final class Completions {

    private Completions() {}

    public static Completion of(String group, int index, String text, VerifierSpec... verifiers) {
        Instant now = Instant.now();
        return Completion.newBuilder()
                .setId(group + "#" + index)
                .setGroupId(group)
                .setIndex(index)
                .setN(8)
                .setRun("run-1")
                .setStage("rlvr")
                .setStep(0)
                .setPurpose(Purpose.TRAIN)
                .setPromptId("prompt-1")
                .setSkill("add")
                .setPromptTokens(List.of(2, 10, 11))
                .setPromptText("What is 2 + 3?")
                .setTokens(List.of(12, 13, 1))
                .setLogprobs(List.of(-0.5f, -0.25f, -0.125f))
                .setText(text)
                .setSpans(List.of())
                .setFinishReason(FinishReason.STOP)
                .setSeed(index)
                .setTemperature(1)
                .setWorker("worker-1")
                .setVerifiers(List.of(verifiers))
                .setRequestedAt(now)
                .setStartedAt(now)
                .setFinishedAt(now)
                .setDeadline(now.plusSeconds(60))
                .build();
    }

    public static VerifierSpec verifier(String name, String truth) {
        return VerifierSpec.newBuilder().setName(name).setGroundTruth(truth).build();
    }
}
