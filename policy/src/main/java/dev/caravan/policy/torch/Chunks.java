package dev.caravan.policy.torch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * Cuts a list into pieces of limited size, items of similar length together: less padding in attention, and activations that
 * stay in the cache. A function of the list, so that a run can be repeated bit by bit.
 */
final class Chunks {

    /** Activations of this many tokens of a small model fit a core's cache. */
    private static final int TOKENS = 2048;

    /** Most elements of the logits, several copies of which live at the same time. */
    private static final int LOGITS = 1 << 26;

    private Chunks() {}

    /** Indices of the items, the longest first; a piece above the limit has a single item. */
    static <T> List<List<Integer>> of(List<T> items, ToIntFunction<T> tokens, int vocabulary) {
        int limit = Math.min(TOKENS, LOGITS / vocabulary);
        List<Integer> order = IntStream.range(0, items.size())
                .boxed()
                .sorted(Comparator.comparingInt((Integer i) -> tokens.applyAsInt(items.get(i)))
                        .reversed())
                .toList();
        List<List<Integer>> chunks = new ArrayList<>();
        int sum = 0;
        for (int index : order) {
            int length = tokens.applyAsInt(items.get(index));
            if (chunks.isEmpty() || sum + length > limit) {
                chunks.add(new ArrayList<>());
                sum = 0;
            }
            chunks.get(chunks.size() - 1).add(index);
            sum += length;
        }
        return chunks;
    }
}
