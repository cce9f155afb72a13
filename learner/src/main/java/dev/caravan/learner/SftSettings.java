package dev.caravan.learner;

import static dev.caravan.learner.Rules.require;

import dev.caravan.runtime.settings.Default;
import dev.caravan.runtime.settings.Doc;
import dev.caravan.runtime.settings.Kind;

/**
 * A stage of supervised fine-tuning, or of pretraining where the demonstrations are documents. Defaults: Tülu 3 8B (Lambert et
 * al. 2024, table 11).
 */
@Kind("sft")
public record SftSettings(
        @Default("2") @Doc("passes over the data") int epochs,
        @Default("0") @Doc("most updates, fewer than the epochs would take; 0 is no limit") int maxSteps,
        @Default("128") @Doc("demonstrations of one update") int batchSize,
        @Default("4096") @Doc("tokens of one demonstration at most; a longer one is dead-lettered") int maxLength,
        @Default("true") @Doc("false trains in the order of the log (a curriculum), the same in every epoch")
                boolean shuffle,
        @Default("sequences") @Doc("what an update's sum over tokens is divided by: tokens or sequences")
                Denominator denominator,
        @Default("16384") @Doc("padded tokens of one forward and backward pass; a longer row goes alone")
                int microBatchTokens,
        @Default("{lr: 5e-6, warmup_ratio: 0.03}") @Doc("AdamW and its schedule") OptimizerSettings optimizer)
        implements StageSettings {

    /** What an update's sum over tokens is divided by. Both are counted over the whole update, never over a micro-batch. */
    public enum Denominator {
        /** Trained tokens: every token weighs the same in its update. */
        TOKENS,
        /** Demonstrations: the sum loss of Tülu 3 (section 4.3.2), where every token weighs the same in the whole stage. */
        SEQUENCES
    }

    public SftSettings {
        require(epochs > 0, "epochs", "must be positive", epochs);
        require(maxSteps >= 0, "max_steps", "must not be negative", maxSteps);
        require(batchSize > 0, "batch_size", "must be positive", batchSize);
        require(maxLength > 1, "max_length", "must be at least 2", maxLength);
        require(microBatchTokens > 0, "micro_batch_tokens", "must be positive", microBatchTokens);
    }
}
