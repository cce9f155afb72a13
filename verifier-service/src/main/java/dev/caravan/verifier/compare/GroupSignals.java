package dev.caravan.verifier.compare;

import java.util.BitSet;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Training groups by whether they have something to learn from: two rewards that differ. A group whose rewards are all equal has advantages of
 * 0 and is dropped.
 *
 * @param kept groups with a signal before and after
 * @param lost groups that would be dropped and were not
 * @param gained groups that were dropped and would not be
 * @param none groups without a signal before and after
 */
public record GroupSignals(long kept, long lost, long gained, long none) {

    /** All groups. */
    public long total() {
        return kept + lost + gained + none;
    }

    static GroupSignals of(Collection<Group> groups) {
        long[] counts = new long[4];
        for (Group group : groups) {
            if (group.trains) {
                counts[(group.before.signal() ? 0 : 2) + (group.after.signal() ? 0 : 1)]++;
            }
        }
        return new GroupSignals(counts[0], counts[1], counts[2], counts[3]);
    }

    /** One group, as far as it was read. */
    static final class Group {
        private final boolean trains;
        private final BitSet seen = new BitSet();
        private final Rewards before = new Rewards();
        private final Rewards after = new Rewards();

        Group(boolean trains) {
            this.trains = trains;
        }

        boolean isFirst(int index) {
            boolean first = !seen.get(index);
            seen.set(index);
            return first;
        }

        void add(@Nullable Double reward, @Nullable Double other) {
            before.add(reward);
            after.add(other);
        }
    }

    private static final class Rewards {
        private double least = Double.POSITIVE_INFINITY;
        private double most = Double.NEGATIVE_INFINITY;

        void add(@Nullable Double reward) {
            if (reward != null) {
                least = Math.min(least, reward);
                most = Math.max(most, reward);
            }
        }

        boolean signal() {
            return most > least;
        }
    }
}
