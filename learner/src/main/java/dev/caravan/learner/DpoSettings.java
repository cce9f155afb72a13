package dev.caravan.learner;

import static dev.caravan.learner.Rules.require;

import dev.caravan.runtime.settings.Default;
import dev.caravan.runtime.settings.Doc;
import dev.caravan.runtime.settings.Kind;

/** A stage of direct preference optimisation. Defaults: Tülu 3 8B (Lambert et al. 2024, table 20). */
@Kind("dpo")
public record DpoSettings(
        @Default("1") @Doc("passes over the pairs") int epochs,
        @Default("0") @Doc("most updates, fewer than the epochs would take; 0 is no limit") int maxSteps,
        @Default("128") @Doc("pairs of one update") int batchSize,
        @Default("2048") @Doc("tokens of prompt and answer at most; a pair with a longer side is dead-lettered")
                int maxLength,
        @Default("5") @Doc("strength of the pull to the reference; usually 5 with, 0.1 without length_normalised")
                double beta,
        @Default("true") @Doc("whether an answer's log-prob is the mean over its tokens (Tülu 3) or the sum")
                boolean lengthNormalised,
        @Default("16384") @Doc("padded tokens of one forward and backward pass; a longer row goes alone")
                int microBatchTokens,
        @Default("{lr: 5e-7, warmup_ratio: 0.1}") @Doc("AdamW and its schedule") OptimizerSettings optimizer)
        implements StageSettings {

    public DpoSettings {
        require(epochs > 0, "epochs", "must be positive", epochs);
        require(maxSteps >= 0, "max_steps", "must not be negative", maxSteps);
        require(batchSize > 0, "batch_size", "must be positive", batchSize);
        require(maxLength > 1, "max_length", "must be at least 2", maxLength);
        require(beta > 0 && Double.isFinite(beta), "beta", "must be positive", beta);
        require(microBatchTokens > 0, "micro_batch_tokens", "must be positive", microBatchTokens);
    }
}
