package dev.caravan.learner.algorithm;

/** Seeds derived from seeds, so that everything random in a run follows from the recipe's one seed. */
public final class Seeds {

    private Seeds() {}

    /**
     * A seed for part {@code index} of what {@code seed} stands for: the finaliser of SplitMix64 (Steele, Lea, Flood 2014)
     * over both numbers. Part of the trajectory: never change it.
     */
    public static long mix(long seed, long index) {
        long z = seed + 0x9E3779B97F4A7C15L * (index + 1);
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
