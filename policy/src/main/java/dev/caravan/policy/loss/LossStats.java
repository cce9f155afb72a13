package dev.caravan.policy.loss;

/**
 * Sums over examples, so that the stats of micro-batches add up with {@link #plus}. What a loss does not measure is 0.
 *
 * @param loss the scalar whose gradient was accumulated
 * @param tokens tokens with a weight other than 0 (of pairs: scored tokens)
 * @param ratioSum sum over tokens of the importance ratio exp(new - behaviour)
 * @param maxRatioDeviation largest |ratio - 1|
 * @param clippedTokens tokens whose clipped term was the one taken, so that their gradient is 0
 * @param klSum sum over tokens of the k3 estimate of KL(behaviour || new): ratio - 1 - log ratio (Schulman 2020)
 * @param entropySum sum over tokens of the entropy of the new policy, nats
 * @param pairs preference pairs
 * @param rightPairs pairs whose chosen side has the larger implicit reward
 * @param marginSum sum over pairs of the implicit reward of chosen minus rejected
 */
public record LossStats(
        double loss,
        long tokens,
        double ratioSum,
        double maxRatioDeviation,
        long clippedTokens,
        double klSum,
        double entropySum,
        long pairs,
        long rightPairs,
        double marginSum) {

    public static final LossStats NONE = new LossStats(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    public LossStats plus(LossStats other) {
        return new LossStats(
                loss + other.loss,
                tokens + other.tokens,
                ratioSum + other.ratioSum,
                Math.max(maxRatioDeviation, other.maxRatioDeviation),
                clippedTokens + other.clippedTokens,
                klSum + other.klSum,
                entropySum + other.entropySum,
                pairs + other.pairs,
                rightPairs + other.rightPairs,
                marginSum + other.marginSum);
    }

    public double meanRatio() {
        return tokens == 0 ? 0 : ratioSum / tokens;
    }

    public double clipFraction() {
        return tokens == 0 ? 0 : (double) clippedTokens / tokens;
    }

    public double meanKl() {
        return tokens == 0 ? 0 : klSum / tokens;
    }

    public double meanEntropy() {
        return tokens == 0 ? 0 : entropySum / tokens;
    }

    public double pairAccuracy() {
        return pairs == 0 ? 0 : (double) rightPairs / pairs;
    }

    public double meanMargin() {
        return pairs == 0 ? 0 : marginSum / pairs;
    }
}
