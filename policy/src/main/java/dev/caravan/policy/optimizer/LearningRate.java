package dev.caravan.policy.optimizer;

/**
 * A schedule: linear warm-up to the peak, a flat part, then a decay.
 *
 * @param peak the highest rate
 * @param warmupSteps steps from 0 up to the peak, the first step already being above 0
 * @param totalSteps steps of the whole schedule; the rate stays at the end value beyond
 * @param decayFrom fraction of the steps after the warm-up that stay flat before the decay starts, in [0, 1]
 * @param endFraction the last step's rate as a fraction of the peak, in [0, 1]
 * @param decay the form of the decay
 */
public record LearningRate(
        double peak, int warmupSteps, int totalSteps, double decayFrom, double endFraction, Decay decay) {

    /** Form of the decay from the peak to the end value. */
    public enum Decay {
        CONSTANT,
        LINEAR,
        COSINE
    }

    public LearningRate {
        require(peak > 0 && Double.isFinite(peak), "peak must be positive", peak);
        require(totalSteps > 0, "totalSteps must be positive", totalSteps);
        require(warmupSteps >= 0 && warmupSteps <= totalSteps, "warmupSteps must be in [0, totalSteps]", warmupSteps);
        require(decayFrom >= 0 && decayFrom <= 1, "decayFrom must be in [0, 1]", decayFrom);
        require(endFraction >= 0 && endFraction <= 1, "endFraction must be in [0, 1]", endFraction);
    }

    public static LearningRate constant(double peak, int warmupSteps, int totalSteps) {
        return new LearningRate(peak, warmupSteps, totalSteps, 0, 1, Decay.CONSTANT);
    }

    public static LearningRate linear(double peak, int warmupSteps, int totalSteps, double endFraction) {
        return new LearningRate(peak, warmupSteps, totalSteps, 0, endFraction, Decay.LINEAR);
    }

    /** The rate of a step; the first step is 1. */
    public double at(long step) {
        if (step <= warmupSteps) {
            return peak * step / warmupSteps;
        }
        double after =
                totalSteps == warmupSteps ? 1 : Math.min(1, (double) (step - warmupSteps) / (totalSteps - warmupSteps));
        double decayed = decayFrom >= 1 ? 0 : Math.max(0, (after - decayFrom) / (1 - decayFrom));
        double fraction =
                switch (decay) {
                    case CONSTANT -> 1;
                    case LINEAR -> 1 - (1 - endFraction) * decayed;
                    case COSINE -> endFraction + (1 - endFraction) * (1 + Math.cos(Math.PI * decayed)) / 2;
                };
        return peak * fraction;
    }

    private static void require(boolean holds, String rule, double value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", got " + value);
        }
    }
}
