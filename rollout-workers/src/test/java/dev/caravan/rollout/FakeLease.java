package dev.caravan.rollout;

import dev.caravan.runtime.kafka.Lease;
import dev.caravan.runtime.kafka.Received;
import dev.caravan.schemas.RolloutRequest;

/** A lease that remembers how it was settled. */
final class FakeLease implements Lease<RolloutRequest> {

    private final RolloutRequest request;
    String settled = "";

    FakeLease(RolloutRequest request) {
        this.request = request;
    }

    @Override
    public Received<RolloutRequest> record() {
        return new Received<>("requests", 0, 7, 0, request.getGroupId(), request);
    }

    @Override
    public int attempt() {
        return 1;
    }

    @Override
    public void done() {
        settled = "done";
    }

    @Override
    public void retry() {
        settled = "retry";
    }

    @Override
    public void reject(String reason) {
        settled = reason;
    }
}
