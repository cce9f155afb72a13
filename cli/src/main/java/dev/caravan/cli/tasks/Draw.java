package dev.caravan.cli.tasks;

import java.util.List;
import java.util.SplittableRandom;

/**
 * A seeded source of choices at one difficulty. Built on {@link SplittableRandom#nextLong} alone, whose sequence is specified, so
 * that a seed means the same exercises on every JDK.
 */
final class Draw {

    private final SplittableRandom random;
    private final double difficulty;

    /** @param difficulty stretches every range of operands: 1 leaves it, 2 doubles its width */
    Draw(long seed, double difficulty) {
        this.random = new SplittableRandom(seed);
        this.difficulty = difficulty;
    }

    /** An operand from {@code low} to {@code high}, both included, the upper end moved by the difficulty. */
    int operand(int low, int high) {
        return exactly(low, low + (int) Math.round((high - low) * difficulty));
    }

    /** A number from {@code low} to {@code high}, both included, whatever the difficulty. */
    int exactly(int low, int high) {
        return low + (int) Long.remainderUnsigned(random.nextLong(), Math.max(high, low) - low + 1L);
    }

    /** As many operands as {@code count}. */
    int[] operands(int count, int low, int high) {
        int[] drawn = new int[count];
        for (int i = 0; i < count; i++) {
            drawn[i] = operand(low, high);
        }
        return drawn;
    }

    <T> T pick(List<T> choices) {
        return choices.get(exactly(0, choices.size() - 1));
    }

    boolean chance(double probability) {
        return uniform() < probability;
    }

    /** Uniform in [0, 1), 53 bits. */
    double uniform() {
        return (random.nextLong() >>> 11) * 0x1.0p-53;
    }
}
