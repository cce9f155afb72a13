package dev.caravan.runtime.kafka;

import dev.caravan.schemas.Benchmark;
import dev.caravan.schemas.Purpose;
import dev.caravan.schemas.RolloutRequest;
import dev.caravan.schemas.Sampling;
import java.time.Instant;
import java.util.List;

/** Small records for tests. */
final class Records {

    private Records() {}

    static RolloutRequest request(String groupId) {
        return RolloutRequest.newBuilder()
                .setGroupId(groupId)
                .setRun("r")
                .setStage("rlvr")
                .setStep(1)
                .setPurpose(Purpose.TRAIN)
                .setPromptId("p")
                .setSkill("add")
                .setPromptTokens(List.of(2, 7, 3))
                .setPromptText("1+1=")
                .setN(4)
                .setSampling(new Sampling(1.0, 1.0, 32, 7L))
                .setMinVersion(3)
                .setRequestedAt(Instant.ofEpochMilli(1_000))
                .setDeadline(Instant.ofEpochMilli(2_000))
                .build();
    }

    static Benchmark benchmark(String id, String text) {
        return Benchmark.newBuilder()
                .setId(id)
                .setBenchmark("gsm8k")
                .setText(text)
                .build();
    }
}
