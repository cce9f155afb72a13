package dev.caravan.curation.decontamination;

import java.util.Arrays;

/**
 * A multimap from 64-bit hashes to ints: open addressing with linear probing, the values of a key chained through one
 * array. About 30 bytes for a key with one value. Walk a key's values with {@code for (int e = first(key); e >= 0; e =
 * next(e))}.
 */
final class Postings {

    private long[] keys = new long[1024];
    /** Newest entry of the key in the same slot, plus 1; 0 marks a free slot. */
    private int[] heads = new int[1024];

    private int used;
    private int[] values = new int[1024];
    private int[] nexts = new int[1024];
    private int entries;

    /** Adds a value, unless it is the one that was added to this key last. */
    void add(long key, int value) {
        if (4L * (used + 1) > 3L * keys.length) {
            grow();
        }
        int slot = slot(key);
        if (heads[slot] == 0) {
            keys[slot] = key;
            used++;
        } else if (values[heads[slot] - 1] == value) {
            return;
        }
        if (entries == values.length) {
            values = Arrays.copyOf(values, 2 * entries);
            nexts = Arrays.copyOf(nexts, 2 * entries);
        }
        values[entries] = value;
        nexts[entries] = heads[slot] - 1;
        heads[slot] = ++entries;
    }

    /** Newest entry of a key, or -1. */
    int first(long key) {
        return heads[slot(key)] - 1;
    }

    /** The entry before {@code entry} of the same key, or -1. */
    int next(int entry) {
        return nexts[entry];
    }

    int value(int entry) {
        return values[entry];
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        int slot = (int) ((key * 0xD6E8FEB86659FD93L) >>> 32) & mask;
        while (heads[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldHeads = heads;
        keys = new long[2 * oldKeys.length];
        heads = new int[2 * oldHeads.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldHeads[i] != 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                heads[slot] = oldHeads[i];
            }
        }
    }
}
