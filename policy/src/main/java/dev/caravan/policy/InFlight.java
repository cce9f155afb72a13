package dev.caravan.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sequence being generated. */
final class InFlight {

    private final Sequence sequence;
    private final int[] tokens;
    private final float[] logProbs;
    private final List<Span> spans = new ArrayList<>();
    private int count;

    InFlight(Sequence sequence) {
        this.sequence = sequence;
        tokens = new int[sequence.maxNewTokens()];
        logProbs = new float[sequence.maxNewTokens()];
    }

    Sequence sequence() {
        return sequence;
    }

    String id() {
        return sequence.id();
    }

    /** Tokens generated so far. */
    int count() {
        return count;
    }

    /** Those tokens. */
    int[] soFar() {
        return Arrays.copyOf(tokens, count);
    }

    /** The newest token, which is not cached yet. */
    int last() {
        return count == 0 ? sequence.prompt()[sequence.prompt().length - 1] : tokens[count - 1];
    }

    /** Index of the newest token, and number of tokens cached. */
    int position() {
        return sequence.prompt().length + count - 1;
    }

    /** Tokens from here on are made by these weights. */
    void openSpan(long version, String digest) {
        Span newest = spans.isEmpty() ? null : spans.get(spans.size() - 1);
        if (newest == null || newest.version() != version || !newest.digest().equals(digest)) {
            closeSpan();
            spans.add(new Span(count, count, version, digest));
        }
    }

    private void closeSpan() {
        if (!spans.isEmpty()) {
            Span newest = spans.remove(spans.size() - 1);
            if (count > newest.fromToken()) {
                spans.add(new Span(newest.fromToken(), count, newest.version(), newest.digest()));
            }
        }
    }

    /** Takes the next token; the reason if it was the last one. */
    @Nullable
    FinishReason append(int token, float logProb) {
        tokens[count] = token;
        logProbs[count] = logProb;
        count++;
        if (sequence.stopIds().contains(token)) {
            return FinishReason.STOP;
        }
        return count == tokens.length ? FinishReason.LENGTH : null;
    }

    Generated finish(FinishReason reason) {
        closeSpan();
        return new Generated(
                sequence.id(), Arrays.copyOf(tokens, count), Arrays.copyOf(logProbs, count), reason, spans);
    }
}
