package dev.caravan.learner.algorithm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Splits the sequences of one update into micro-batches of similar length. The split depends on the lengths alone, and
 * because losses are token sums over a denominator of the whole update, no split changes a gradient.
 */
public final class MicroBatches {

    private MicroBatches() {}

    /**
     * Longest first, so that what does not fit in memory fails in the first micro-batch and not an hour later; sequences of
     * equal length keep their order.
     *
     * @param items what to split
     * @param length tokens of an item
     * @param budget padded tokens (rows times longest row) of one micro-batch; an item that alone is longer goes alone
     */
    public static <T> List<List<T>> split(List<T> items, ToIntFunction<T> length, int budget) {
        List<T> sorted = new ArrayList<>(items);
        sorted.sort(Comparator.comparingInt(length).reversed());
        List<List<T>> batches = new ArrayList<>();
        List<T> current = new ArrayList<>();
        int longest = 0;
        for (T item : sorted) {
            if (!current.isEmpty() && (long) longest * (current.size() + 1) > budget) {
                batches.add(current);
                current = new ArrayList<>();
            }
            if (current.isEmpty()) {
                longest = length.applyAsInt(item);
            }
            current.add(item);
        }
        if (!current.isEmpty()) {
            batches.add(current);
        }
        return batches;
    }
}
