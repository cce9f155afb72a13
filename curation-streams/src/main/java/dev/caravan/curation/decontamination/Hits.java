package dev.caravan.curation.decontamination;

import java.util.Arrays;

/** The n-grams that one text shares with others, gathered in any order and then read owner by owner. */
final class Hits {

    /** Receives what one owner (an item or a prompt) shares: covered tokens, and the longest covered run [from, to). */
    interface Sink {
        void accept(int owner, int covered, int from, int to);
    }

    private long[] hits = new long[64];
    private int count;

    /** The n-gram at token {@code position} of the item is shared, in the pair that {@code owner} stands for. */
    void add(int owner, int position) {
        hits = count < hits.length ? hits : Arrays.copyOf(hits, 2 * count);
        hits[count++] = ((long) owner << 32) | position;
    }

    /** Gives each owner's coverage to the sink, for n-grams of {@code n} tokens, and forgets all hits. */
    void drain(int n, Sink sink) {
        Arrays.sort(hits, 0, count);
        int i = 0;
        while (i < count) {
            int owner = (int) (hits[i] >> 32);
            int covered = 0;
            int from = 0;
            int to = 0;
            int runStart = (int) hits[i];
            int runEnd = runStart;
            for (; i < count && (int) (hits[i] >> 32) == owner; i++) {
                int position = (int) hits[i];
                runStart = position > runEnd ? position : runStart;
                covered += position + n - Math.max(position, runEnd);
                runEnd = position + n;
                if (runEnd - runStart > to - from) {
                    from = runStart;
                    to = runEnd;
                }
            }
            sink.accept(owner, covered, from, to);
        }
        count = 0;
    }
}
