package dev.caravan.learner.algorithm;

import dev.caravan.policy.Seeds;

/**
 * The order in which a stage visits its data: epoch after epoch, without replacement within one, each epoch in its own
 * seeded order. A pure function of (seed, position), so that "where was the sampler" is one number in a checkpoint.
 */
public final class Shuffle {

    private final int size;
    private final long seed;
    private final boolean shuffled;
    private long epoch = -1;
    private int[] order = {};

    /**
     * @param size items of one epoch, at least 1
     * @param seed picks the orders
     * @param shuffled false visits the items in their own order, in every epoch
     */
    public Shuffle(int size, long seed, boolean shuffled) {
        if (size < 1) {
            throw new IllegalArgumentException("size must be positive, got " + size);
        }
        this.size = size;
        this.seed = seed;
        this.shuffled = shuffled;
    }

    /** Index of the item at a position, counted from 0 through all epochs. */
    public int at(long position) {
        int offset = (int) (position % size);
        if (!shuffled) {
            return offset;
        }
        if (epoch != position / size) {
            epoch = position / size;
            order = permutation(Seeds.mix(seed, epoch));
        }
        return order[offset];
    }

    /** Fisher and Yates; the modulo bias is below size / 2^64. */
    private int[] permutation(long epochSeed) {
        int[] items = new int[size];
        for (int i = 0; i < size; i++) {
            int j = (int) Long.remainderUnsigned(Seeds.mix(epochSeed, i), i + 1L);
            items[i] = items[j];
            items[j] = i;
        }
        return items;
    }
}
