package dev.caravan.learner.stage;

import dev.caravan.learner.algorithm.Update;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the step loop knows of an algorithm: how many steps there are, and what each trains on. */
interface Steps extends AutoCloseable {

    /**
     * One step.
     *
     * @param updates in order; none where there is nothing to learn from
     * @param metrics what the algorithm has to say about its data
     */
    record Step(List<Update> updates, Map<String, Double> metrics) {

        public Step {
            updates = List.copyOf(updates);
            metrics = Map.copyOf(metrics);
        }
    }

    /** Steps of the whole stage. */
    int count();

    /** Identifies the data: a resumed stage must have the same. */
    String inputs();

    /** Whether every step's weights are published, rather than the last one's. */
    default boolean publishesEveryStep() {
        return false;
    }

    /** Asks for what the next step waits for, without waiting. Called after the version before it has been published. */
    default void prepare() {}

    /**
     * The next step.
     *
     * @param step its number, from 0
     * @param version newest weight version
     * @param atMost how long to wait
     * @return empty if what it waits for is not there yet
     */
    Optional<Step> next(int step, long version, Duration atMost);

    /** By partition of {@code groups}, where everything is that the steps to come need; empty if they need nothing. */
    default SortedMap<Integer, Long> replayFrom() {
        return new TreeMap<>();
    }

    @Override
    default void close() {}
}
