package dev.caravan.verifier.math.value;

import dev.caravan.verifier.math.tree.Rational;
import java.math.BigInteger;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;

/** Random points at which expressions are compared: the same ones for the same seed, so that a verdict can be had again. */
final class Points {

    private static final long GAMMA = 0x9e3779b97f4a7c15L;
    private static final int[] DENOMINATORS = {3, 5, 7, 11, 13, 17, 19, 23};
    private static final int LARGEST = 4_000;
    private static final int LARGEST_WHOLE = 12;

    private final SortedSet<String> symbols;
    private final boolean whole;
    private long state;
    private int drawn;

    Points(long seed, SortedSet<String> symbols, boolean whole) {
        this.state = seed;
        this.symbols = symbols;
        this.whole = whole;
    }

    /** The next point: the first has positive coordinates only, the second negative ones, the others any. */
    Map<String, Rational> next() {
        Map<String, Rational> point = new TreeMap<>();
        for (String symbol : symbols) {
            point.put(symbol, coordinate());
        }
        drawn++;
        return point;
    }

    private Rational coordinate() {
        long bits = random();
        if (whole) {
            return Rational.of(BigInteger.valueOf(1 + Long.remainderUnsigned(bits, LARGEST_WHOLE)));
        }
        BigInteger above = BigInteger.valueOf(2 + Long.remainderUnsigned(bits, LARGEST));
        int below = DENOMINATORS[(int) (random() >>> 61)];
        Rational size = new Rational(above, BigInteger.valueOf(below * 8L + 1));
        boolean negative = drawn == 1 || (drawn > 1 && random() < 0);
        return negative ? size.negated() : size;
    }

    /** SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014). */
    private long random() {
        state += GAMMA;
        long mixed = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
