package dev.caravan.rollout;

import dev.caravan.schemas.Purpose;
import dev.caravan.schemas.RolloutRequest;
import dev.caravan.schemas.Sampling;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Requests of run {@code r} with sensible values. */
final class Requests {

    private Requests() {}

    static RolloutRequest.Builder request(String groupId, int n) {
        Instant now = Instant.now();
        return RolloutRequest.newBuilder()
                .setGroupId(groupId)
                .setRun("r")
                .setStage("rlvr")
                .setStep(0)
                .setPurpose(Purpose.TRAIN)
                .setPromptId("p-" + groupId)
                .setSkill("add")
                .setPromptTokens(List.of(5, 6, 7, 8))
                .setPromptText("1+2")
                .setN(n)
                .setSampling(sampling(24, groupId.hashCode()))
                .setMinVersion(0)
                .setRequestedAt(now)
                .setDeadline(now.plus(Duration.ofMinutes(5)));
    }

    static Sampling sampling(int maxTokens, long seed) {
        return Sampling.newBuilder()
                .setTemperature(1.0)
                .setMaxTokens(maxTokens)
                .setSeed(seed)
                .build();
    }
}
