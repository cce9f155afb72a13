package dev.caravan.policy.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Token sequences end to end, and the positions to score in them, as {@code decoder.py} takes them. */
final class Packed {

    private final List<int[]> sequences;
    private final int longest;
    private final int[] starts;

    Packed(List<int[]> sequences) {
        this.sequences = sequences;
        starts = new int[sequences.size() + 1];
        int most = 0;
        for (int row = 0; row < sequences.size(); row++) {
            int length = sequences.get(row).length;
            starts[row + 1] = starts[row] + length;
            most = Math.max(most, length);
        }
        longest = most;
    }

    /**
     * The arguments (ids, rows, b, t, at, targets) of a scoring method.
     *
     * @param scope owns the arrays
     * @param scored the tokens to score
     */
    List<Object> arguments(NDManager scope, Scored scored) {
        long[] ids = new long[starts[sequences.size()]];
        long[] rows = new long[ids.length];
        for (int row = 0; row < sequences.size(); row++) {
            int[] tokens = sequences.get(row);
            for (int t = 0; t < tokens.length; t++) {
                ids[starts[row] + t] = tokens[t];
                rows[starts[row] + t] = (long) row * longest + t;
            }
        }
        List<Object> arguments = new ArrayList<>();
        arguments.add(scope.create(ids));
        arguments.add(scope.create(rows));
        arguments.add((long) sequences.size());
        arguments.add((long) longest);
        arguments.add(scored.at(scope));
        arguments.add(scored.targets(scope));
        return arguments;
    }

    /** Collects tokens to score; the first of a sequence cannot be, nothing predicts it. */
    final class Scored {

        private final long[] at = new long[starts[sequences.size()]];
        private final long[] targets = new long[at.length];
        private int count;

        /** Scores token {@code t} of a row. */
        void add(int row, int t) {
            at[count] = (long) starts[row] + t - 1;
            targets[count] = sequences.get(row)[t];
            count++;
        }

        int count() {
            return count;
        }

        private NDArray at(NDManager scope) {
            return scope.create(Arrays.copyOf(at, count));
        }

        private NDArray targets(NDManager scope) {
            return scope.create(Arrays.copyOf(targets, count));
        }
    }
}
