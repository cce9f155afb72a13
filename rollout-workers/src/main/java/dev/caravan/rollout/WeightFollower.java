package dev.caravan.rollout;

import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.LogReader;
import dev.caravan.runtime.kafka.Received;
import dev.caravan.schemas.Topics;
import dev.caravan.schemas.WeightRecord;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Follows the weights topic: fetches, verifies and holds the newest version while generation goes on with the one before. Run
 * by one thread; {@link #newest} and {@link #position} may be read by any.
 */
final class WeightFollower implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);
    private static final long SEARCH_WINDOW = 64;

    private final Kafka kafka;
    private final WeightLoader loader;
    private final Runnable changed;
    private @Nullable LogReader<WeightRecord> reader;
    private volatile @Nullable Revision newest;
    private volatile long position = -1;
    private volatile String problem = "";

    /**
     * @param metrics told about versions that do not verify
     * @param changed called after {@link #newest} or {@link #position} changed
     */
    WeightFollower(Kafka kafka, RolloutMetrics metrics, Runnable changed) {
        this.kafka = kafka;
        this.changed = changed;
        loader = new WeightLoader(reason -> {
            problem = reason;
            metrics.broken(reason);
        });
    }

    /** Takes what has come since the last step; the first step finds where to begin. */
    void step() {
        LogReader<WeightRecord> from = reader;
        if (from == null) {
            from = kafka.reader(Topics.WEIGHTS, new AnchorSearch(kafka, SEARCH_WINDOW).newest());
            reader = from;
        }
        for (Received<WeightRecord> record : from.poll(POLL)) {
            loader.accept(record);
            if (!Objects.equals(loader.newest(), newest)) {
                newest = loader.newest();
                changed.run();
            }
        }
        advance(from.positions().getOrDefault(0, 0L));
    }

    private void advance(long to) {
        // After newest: who reads the position first never sees weights older than it.
        if (to != position) {
            position = to;
            changed.run();
        }
    }

    /** The newest verified version; null if there is none, or none that continues the history on the log. */
    @Nullable
    Revision newest() {
        return newest;
    }

    /** Every record before this offset has been taken into account; -1 before the first look. */
    long position() {
        return position;
    }

    /** Why the last announced version was refused; empty if none was. */
    String problem() {
        return problem;
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
        }
    }
}
