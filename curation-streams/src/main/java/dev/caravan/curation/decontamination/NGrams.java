package dev.caravan.curation.decontamination;

import java.util.Arrays;

/**
 * Rolling hashes of the n-grams of a token sequence: a polynomial over the token hashes modulo 2^64, its coefficients
 * odd. Tokens hash uniformly, so two different n-grams collide with a chance of about 2^-64: about 5e-7 for one
 * collision anywhere between 10^7 prompt n-grams and 10^6 benchmark n-grams.
 */
final class NGrams {

    private static final long BASE = 0x9E3779B97F4A7C15L;

    private NGrams() {}

    /** Hash of tokens [i, i + n) at each i; empty where there are fewer than n tokens. */
    static long[] of(long[] tokens, int n) {
        long[] grams = new long[Math.max(0, tokens.length - n + 1)];
        long leading = 1;
        for (int i = 1; i < n; i++) {
            leading *= BASE;
        }
        long hash = 0;
        for (int i = 0; i < tokens.length; i++) {
            if (i >= n) {
                hash -= leading * tokens[i - n];
            }
            hash = hash * BASE + tokens[i];
            if (i >= n - 1) {
                grams[i - n + 1] = hash;
            }
        }
        return grams;
    }

    /** The different values of {@code hashes}, sorted. */
    static long[] distinct(long[] hashes) {
        long[] sorted = hashes.clone();
        Arrays.sort(sorted);
        int count = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                sorted[count++] = sorted[i];
            }
        }
        return Arrays.copyOf(sorted, count);
    }
}
