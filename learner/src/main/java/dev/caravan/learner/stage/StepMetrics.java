package dev.caravan.learner.stage;

import dev.caravan.policy.loss.LossStats;
import dev.caravan.policy.optimizer.StepStats;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Gathers what the updates of one step measured. */
final class StepMetrics {

    private final Map<String, Double> metrics;
    private LossStats sum = LossStats.NONE;
    private @Nullable LossStats first;
    private double gradientNorm;
    private int updates;
    private long tokens;

    /** @param data what the algorithm says about its data */
    StepMetrics(Map<String, Double> data) {
        metrics = new TreeMap<>(data);
    }

    /** Adds one update. */
    void add(LossStats loss, StepStats optimizer, long tokensSeen) {
        if (first == null) {
            first = loss;
        }
        sum = sum.plus(loss);
        gradientNorm += optimizer.gradientNorm();
        tokens += tokensSeen;
        updates++;
    }

    void put(String name, double value) {
        metrics.put(name, value);
    }

    /**
     * Everything by name. {@code ratio_mean} and {@code ratio_max_deviation} are of the first update, where the policy is still the one that
     * was published: at staleness 0 they are 1 and 0 up to rounding, or a worker computes something else than the learner.
     */
    Map<String, Double> all(double trainSeconds, double waitSeconds) {
        metrics.put("updates", (double) updates);
        metrics.put("tokens", (double) tokens);
        metrics.put("train_seconds", trainSeconds);
        metrics.put("wait_seconds", waitSeconds);
        if (first != null) {
            metrics.put("loss", sum.loss() / updates);
            metrics.put("grad_norm", gradientNorm / updates);
            metrics.put("tokens_per_second", tokens / trainSeconds);
            if (sum.pairs() > 0) {
                metrics.put("pair_accuracy", sum.pairAccuracy());
                metrics.put("margin", sum.meanMargin());
            } else if (sum.ratioSum() > 0) {
                metrics.put("ratio_mean", first.meanRatio());
                metrics.put("ratio_max_deviation", first.maxRatioDeviation());
                metrics.put("clip_fraction", sum.clipFraction());
                metrics.put("kl", sum.meanKl());
                metrics.put("entropy", sum.meanEntropy());
            }
        }
        return metrics;
    }
}
