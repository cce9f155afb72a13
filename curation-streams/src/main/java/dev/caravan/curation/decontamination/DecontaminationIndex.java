package dev.caravan.curation.decontamination;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * For every prompt, the benchmark item that it covers most: an exact inverted index of hashed n-grams from items to
 * prompts and back. Prompts and items may come in any order and interleaved; what is known of a prompt in the end does
 * not depend on it.
 *
 * <p>Coverage is the rule of Tülu 3 (arXiv:2411.15124, section 3.2): a token of a test item matches if it lies in an
 * 8-gram that the item shares with <em>one</em> prompt, and coverage is the share of the item's tokens that match.
 * Departures: tokens are those of {@link Tokens} rather than spaCy's; all prompts are searched, not the first hundred
 * hits of a search engine; and an item of fewer than n tokens, which has no n-gram, is covered fully by a prompt that
 * contains all of it in one piece and not at all by any other.
 *
 * <p>Takes about 35 bytes of heap a prompt token, most of it for convicting prompts that came before an item.
 */
public final class DecontaminationIndex {

    private final int n;
    private final List<Tokens> items = new ArrayList<>();
    private final List<String> itemNames = new ArrayList<>();
    /** The n-grams of all items are numbered in a row; an item's begin here. An item without any takes one number. */
    private int[] firstGram = new int[16];

    private int itemGrams;
    private final Postings itemsByGram = new Postings();
    /** Items of fewer than n tokens, by length and the hash of all their tokens. */
    private final Postings[] shortItems;

    private final List<String> promptIds = new ArrayList<>();
    private final List<long[]> promptTokens = new ArrayList<>();
    private final List<Match> best = new ArrayList<>();
    private final Postings promptsByGram = new Postings();
    private final Postings promptsByToken = new Postings();
    private final Hits hits = new Hits();

    /** @param n tokens in an n-gram, at least 1; Tülu 3 has 8 */
    public DecontaminationIndex(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("An n-gram has at least 1 token, not " + n);
        }
        this.n = n;
        this.shortItems = new Postings[n];
    }

    /**
     * Adds a prompt, once, and measures it against all items so far.
     *
     * @return the item that it covers most (of equals the first by name), or {@link Match#NONE}
     */
    public Match addPrompt(String id, Tokens text) {
        int prompt = promptIds.size();
        long[] tokens = text.hashes();
        Match match = shortMatch(tokens);
        for (long gram : NGrams.distinct(NGrams.of(tokens, n))) {
            for (int e = itemsByGram.first(gram); e >= 0; e = itemsByGram.next(e)) {
                int item = itemOf(itemsByGram.value(e));
                hits.add(item, itemsByGram.value(e) - firstGram[item]);
            }
            promptsByGram.add(gram, prompt);
        }
        for (long token : tokens) {
            promptsByToken.add(token, prompt);
        }
        Best found = new Best(match);
        hits.drain(n, (item, covered, from, to) -> found.offer(match(item, covered, from, to)));
        promptIds.add(id);
        promptTokens.add(tokens);
        best.add(found.match);
        return found.match;
    }

    /**
     * Adds an item, once, of at least one token.
     *
     * @return the prompts for which it is now the best match, by id in the order in which they were added
     */
    public Map<String, Match> addItem(String name, Tokens text) {
        if (text.size() == 0) {
            throw new IllegalArgumentException("Benchmark item " + name + " has no words");
        }
        int item = items.size();
        items.add(text);
        itemNames.add(name);
        firstGram = item < firstGram.length ? firstGram : Arrays.copyOf(firstGram, 2 * item);
        firstGram[item] = itemGrams;
        Map<String, Match> improved = new LinkedHashMap<>();
        if (text.size() < n) {
            itemGrams++;
            addShortItem(item, text.hashes(), improved);
            return improved;
        }
        long[] grams = NGrams.of(text.hashes(), n);
        for (int position = 0; position < grams.length; position++) {
            itemsByGram.add(grams[position], itemGrams++);
            for (int e = promptsByGram.first(grams[position]); e >= 0; e = promptsByGram.next(e)) {
                hits.add(promptsByGram.value(e), position);
            }
        }
        hits.drain(n, (prompt, covered, from, to) -> improve(prompt, match(item, covered, from, to), improved));
        return improved;
    }

    private Match shortMatch(long[] tokens) {
        Best found = new Best(Match.NONE);
        for (int length = 1; length < n; length++) {
            Postings ofLength = shortItems[length];
            if (ofLength == null) {
                continue;
            }
            for (long gram : NGrams.of(tokens, length)) {
                for (int e = ofLength.first(gram); e >= 0; e = ofLength.next(e)) {
                    found.offer(match(ofLength.value(e), length, 0, length));
                }
            }
        }
        return found.match;
    }

    private void addShortItem(int item, long[] tokens, Map<String, Match> improved) {
        if (shortItems[tokens.length] == null) {
            shortItems[tokens.length] = new Postings();
        }
        long gram = NGrams.of(tokens, tokens.length)[0];
        shortItems[tokens.length].add(gram, item);
        Match match = match(item, tokens.length, 0, tokens.length);
        List<Integer> containing = new ArrayList<>();
        for (int e = promptsByToken.first(rarest(tokens)); e >= 0; e = promptsByToken.next(e)) {
            if (contains(promptTokens.get(promptsByToken.value(e)), tokens.length, gram)) {
                containing.add(promptsByToken.value(e));
            }
        }
        containing.stream().sorted().forEach(prompt -> improve(prompt, match, improved));
    }

    private long rarest(long[] tokens) {
        long rarest = tokens[0];
        int fewest = Integer.MAX_VALUE;
        for (long token : tokens) {
            int count = 0;
            for (int e = promptsByToken.first(token); e >= 0 && count < fewest; e = promptsByToken.next(e)) {
                count++;
            }
            if (count < fewest) {
                fewest = count;
                rarest = token;
            }
        }
        return rarest;
    }

    private static boolean contains(long[] tokens, int length, long gram) {
        for (long candidate : NGrams.of(tokens, length)) {
            if (candidate == gram) {
                return true;
            }
        }
        return false;
    }

    private void improve(int prompt, Match match, Map<String, Match> improved) {
        if (match.isBetterThan(best.get(prompt))) {
            best.set(prompt, match);
            improved.put(promptIds.get(prompt), match);
        }
    }

    private Match match(int item, int covered, int from, int to) {
        Tokens text = items.get(item);
        return new Match(itemNames.get(item), (double) covered / text.size(), text.span(from, to));
    }

    private int itemOf(int gram) {
        int found = Arrays.binarySearch(firstGram, 0, items.size(), gram);
        return found >= 0 ? found : -found - 2;
    }

    private static final class Best {
        private Match match;

        Best(Match match) {
            this.match = match;
        }

        void offer(Match other) {
            match = other.isBetterThan(match) ? other : match;
        }
    }
}
