package dev.caravan.learner.rollout;

import dev.caravan.runtime.kafka.Received;
import dev.caravan.schemas.Group;
import dev.caravan.schemas.RolloutRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The way out for requests and the way back for groups, at least once in either direction. Belongs to one thread. */
public interface RolloutBus extends AutoCloseable {

    /** Sends a request; sending one again is harmless, its ids are the same. */
    void send(RolloutRequest request);

    /** The next groups of this run and stage, in order per partition; empty if none came in time. */
    List<Received<Group>> poll(Duration atMost);

    /** Whether {@link #poll} has returned all there is now. */
    boolean atEnd();

    /** The next offset to read, by partition. */
    Map<Integer, Long> positions();

    @Override
    void close();
}
