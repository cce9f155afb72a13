package dev.caravan.learner;

import static dev.caravan.learner.Rules.require;

import dev.caravan.policy.optimizer.AdamWSettings;
import dev.caravan.policy.optimizer.LearningRate;
import dev.caravan.runtime.settings.Default;
import dev.caravan.runtime.settings.Doc;

/** AdamW behind a clip of the global gradient norm, and how its rate moves over a stage: linear warm-up, a flat part, a decay. */
public record OptimizerSettings(
        @Doc("peak learning rate") double lr,
        @Default("linear") @Doc("form of the decay: constant, linear or cosine") LearningRate.Decay decay,
        @Default("0") @Doc("steps of the warm-up; 0 leaves it to warmup_ratio") int warmupSteps,
        @Default("0") @Doc("share of the stage's steps used for the warm-up where warmup_steps is 0")
                double warmupRatio,
        @Default("0") @Doc("share of the steps after the warm-up that stay at the peak") double decayFrom,
        @Default("0") @Doc("rate of the last step as a share of the peak, unless constant") double endFraction,
        @Default("0.9") @Doc("decay of the mean of the gradient") double beta1,
        @Default("0.98") @Doc("decay of the mean of its square") double beta2,
        @Default("1e-8") @Doc("added to the root of the latter") double eps,
        @Default("0") @Doc("decoupled weight decay") double weightDecay,
        @Default("1") @Doc("L2 norm over all parameters that a gradient is scaled down to") double maxGradNorm) {

    public OptimizerSettings {
        require(lr > 0 && Double.isFinite(lr), "lr", "must be positive", lr);
        require(warmupSteps >= 0, "warmup_steps", "must not be negative", warmupSteps);
        require(warmupRatio >= 0 && warmupRatio < 1, "warmup_ratio", "must be in [0, 1)", warmupRatio);
        require(decayFrom >= 0 && decayFrom <= 1, "decay_from", "must be in [0, 1]", decayFrom);
        require(endFraction >= 0 && endFraction <= 1, "end_fraction", "must be in [0, 1]", endFraction);
        require(beta1 >= 0 && beta1 < 1, "beta1", "must be in [0, 1)", beta1);
        require(beta2 >= 0 && beta2 < 1, "beta2", "must be in [0, 1)", beta2);
        require(eps > 0, "eps", "must be positive", eps);
        require(weightDecay >= 0, "weight_decay", "must not be negative", weightDecay);
        require(maxGradNorm > 0, "max_grad_norm", "must be positive", maxGradNorm);
    }

    /** The optimizer proper. */
    public AdamWSettings adamW() {
        return new AdamWSettings(beta1, beta2, eps, weightDecay, maxGradNorm);
    }

    /** The schedule of a stage of that many steps; a warm-up longer than the stage is the whole stage. */
    public LearningRate learningRate(int steps) {
        int warmup = warmupSteps > 0 ? warmupSteps : (int) Math.round(warmupRatio * steps);
        return new LearningRate(lr, Math.min(warmup, steps), steps, decayFrom, endFraction, decay);
    }
}
