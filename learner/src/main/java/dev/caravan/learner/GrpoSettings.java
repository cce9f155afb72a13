package dev.caravan.learner;

import static dev.caravan.learner.Rules.require;

import dev.caravan.runtime.settings.Default;
import dev.caravan.runtime.settings.Doc;
import dev.caravan.runtime.settings.Kind;
import java.time.Duration;

/**
 * A stage of reinforcement learning from verifiable rewards with GRPO. Defaults: Tülu 3.1 8B, without its KL term. Completions
 * are sampled at temperature 1 from the whole distribution, because the learner scores under that transform only.
 */
@Kind("grpo")
public record GrpoSettings(
        @Default("1920") @Doc("steps of the stage; each publishes a weight version") int steps,
        @Default("48") @Doc("prompts of one step") int promptsPerStep,
        @Default("16") @Doc("completions of one prompt") int groupSize,
        @Default("2048") @Doc("new tokens of one completion at most") int maxTokens,
        @Default("0") @Doc("how many versions behind a completion's weights may be; 0 is synchronous training")
                int staleness,
        @Default("2") @Doc("updates made from the completions of one step") int minibatches,
        @Default("0.2") @Doc("lower clip distance of the ratio") double clipLow,
        @Default("0.2") @Doc("upper clip distance of the ratio") double clipHigh,
        @Default("true")
                @Doc("whether advantages are divided by their group's standard deviation (GRPO) or not (Dr. GRPO)")
                boolean normaliseStd,
        @Default("1e-4") @Doc("added to that standard deviation") double stdEps,
        @Default("tokens") @Doc("what an update's sum over tokens is divided by: tokens or constant")
                Denominator denominator,
        @Default("0") @Doc("factor of the KL term against the stage's first weights; 0 is off") double klCoefficient,
        @Default("true")
                @Doc(
                        "whether stale completions are clipped around the step's first weights, with a truncated importance weight"
                                + " to the behaviour policy, instead of around the behaviour policy")
                boolean decoupled,
        @Default("2") @Doc("most that this importance weight may be") double importanceCap,
        @Default("false")
                @Doc("whether completions cut off by max_tokens stay out of the loss (not out of the baseline)")
                boolean maskTruncated,
        @Default("10m") @Doc("time that a group may take, from its request on") Duration groupDeadline,
        @Default("30s") @Doc("time after the deadline until the request is sent again") Duration grace,
        @Default("3") @Doc("how often it is sent again before the stage fails") int maxReissues,
        @Default("16384") @Doc("padded tokens of one forward and backward pass; a longer row goes alone")
                int microBatchTokens,
        @Default("{lr: 5e-7, decay: constant}")
                @Doc("AdamW and its schedule, in steps: all updates of a step have one rate")
                OptimizerSettings optimizer)
        implements StageSettings {

    /** What an update's sum over tokens is divided by; counted over the whole update. */
    public enum Denominator {
        /** Trained tokens (DAPO, Yu et al. 2025, eq. 12). */
        TOKENS,
        /** Completions times {@code maxTokens}: a constant, so that long wrong answers are not favoured (Dr. GRPO, Liu et al. 2025). */
        CONSTANT
    }

    public GrpoSettings {
        require(steps > 0, "steps", "must be positive", steps);
        require(promptsPerStep > 0, "prompts_per_step", "must be positive", promptsPerStep);
        require(groupSize > 1, "group_size", "must be at least 2, a group is its own baseline", groupSize);
        require(maxTokens > 0, "max_tokens", "must be positive", maxTokens);
        require(staleness >= 0, "staleness", "must not be negative", staleness);
        require(minibatches > 0, "minibatches", "must be positive", minibatches);
        require(clipLow > 0 && clipLow <= 1, "clip_low", "must be in (0, 1]", clipLow);
        require(clipHigh > 0, "clip_high", "must be positive", clipHigh);
        require(stdEps > 0, "std_eps", "must be positive", stdEps);
        require(
                klCoefficient >= 0 && Double.isFinite(klCoefficient),
                "kl_coefficient",
                "must not be negative",
                klCoefficient);
        require(importanceCap > 0, "importance_cap", "must be positive", importanceCap);
        require(groupDeadline.toMillis() > 0, "group_deadline", "must be positive", groupDeadline);
        require(!grace.isNegative(), "grace", "must not be negative", grace);
        require(maxReissues >= 0, "max_reissues", "must not be negative", maxReissues);
        require(microBatchTokens > 0, "micro_batch_tokens", "must be positive", microBatchTokens);
    }
}
