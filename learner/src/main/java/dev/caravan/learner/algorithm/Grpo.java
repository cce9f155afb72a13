package dev.caravan.learner.algorithm;

import dev.caravan.learner.GrpoSettings;
import dev.caravan.policy.loss.Batch;
import dev.caravan.policy.loss.PolicyGradient;
import dev.caravan.policy.loss.Sample;
import dev.caravan.schemas.Completion;
import dev.caravan.schemas.FinishReason;
import dev.caravan.schemas.Group;
import dev.caravan.schemas.Scored;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * Group relative policy optimisation (DeepSeekMath, Shao et al. 2024, section 4.1). The n completions of a prompt are each
 * other's baseline:
 *
 * <pre>
 * A_i = (r_i - mean(r)) / (std(r) + eps)                    or, normaliseStd off (Dr. GRPO, Liu et al. 2025, section 3.2),
 * A_i = r_i - mean(r)
 * L   = 1/D sum_i sum_t ( -c_it min(rho_it A_i, clip(rho_it, 1 - low, 1 + high) A_i) + beta KL_it )
 * </pre>
 *
 * The loss itself is {@link PolicyGradient}; here are the advantages, the weights 1/D and what enters. Departures from the paper:
 *
 * <ul>
 *   <li>D is the number of trained tokens of the update (DAPO, Yu et al. 2025, eq. 12) or a constant (Dr. GRPO), never the length of a
 *       completion: the paper's 1/|o_i| favours short right and long wrong answers.
 *   <li>std is the population's (divisor n), as in the reference implementations that use NumPy.
 *   <li>A group whose rewards are all equal has no advantage and does not enter D (dynamic sampling of DAPO, without the refill).
 *   <li>Mean and std are over the completions that have a reward and known weights; an ERROR verdict is no reward.
 *   <li>rho is against the log-probs that the worker recorded, not against a second forward pass, which is exact where both round the
 *       same weights. Where completions are stale and {@code decoupled} is on, the clip is centred at the weights of the step's start and
 *       c = min(exp(proximal - behaviour), cap) corrects for the rest (decoupled PPO, Hilton et al. 2022; AReaL, Fu et al. 2025, eq. 5).
 *   <li>The KL term is in the loss with the k3 estimate, as in the paper; its default factor is 0.
 * </ul>
 */
public final class Grpo {

    private final GrpoSettings settings;
    private final PolicyGradient loss;

    public Grpo(GrpoSettings settings) {
        this.settings = settings;
        this.loss = new PolicyGradient(
                settings.clipLow(), settings.clipHigh(), settings.importanceCap(), settings.klCoefficient());
    }

    /**
     * The completions of a group that carry signal, by index, with their advantages; none where all rewards are equal.
     *
     * @param group a group as it was released
     * @param known whether all weights that a completion names are ours; those of others count for nothing
     */
    public List<Rollout> rollouts(Group group, Predicate<Completion> known) {
        List<Scored> usable = new ArrayList<>();
        for (Scored scored : group.getScored()) {
            Completion completion = scored.getCompletion();
            if (scored.getReward() != null
                    && completion.getFinishReason() != FinishReason.ABORTED
                    && !completion.getTokens().isEmpty()
                    && known.test(completion)) {
                usable.add(scored);
            }
        }
        double[] rewards = usable.stream().mapToDouble(Scored::getReward).toArray();
        if (Arrays.stream(rewards).distinct().count() < 2) {
            return List.of();
        }
        double[] advantages = advantages(rewards);
        List<Rollout> rollouts = new ArrayList<>();
        for (int i = 0; i < rewards.length; i++) {
            Completion completion = usable.get(i).getCompletion();
            if (!settings.maskTruncated() || completion.getFinishReason() != FinishReason.LENGTH) {
                rollouts.add(new Rollout(completion, rewards[i], advantages[i]));
            }
        }
        return rollouts;
    }

    /** A_i of the class comment. */
    double[] advantages(double[] rewards) {
        double mean = Arrays.stream(rewards).average().orElse(0);
        double variance = Arrays.stream(rewards)
                .map(r -> (r - mean) * (r - mean))
                .average()
                .orElse(0);
        double scale = settings.normaliseStd() ? Math.sqrt(variance) + settings.stdEps() : 1;
        return Arrays.stream(rewards).map(r -> (r - mean) / scale).toArray();
    }

    /**
     * Deals the rollouts of a step to its updates: at most {@code minibatches} of them, as equal as can be, none empty.
     *
     * @param seed picks who goes where, so that no minibatch is one prompt's
     */
    public List<List<Rollout>> minibatches(List<Rollout> rollouts, long seed) {
        if (rollouts.isEmpty()) {
            return List.of();
        }
        int count = Math.min(settings.minibatches(), rollouts.size());
        Shuffle shuffle = new Shuffle(rollouts.size(), seed, count > 1);
        List<List<Rollout>> minibatches = new ArrayList<>();
        int next = 0;
        for (int m = 0; m < count; m++) {
            List<Rollout> minibatch = new ArrayList<>();
            for (int end = (int) ((long) rollouts.size() * (m + 1) / count); next < end; next++) {
                minibatch.add(rollouts.get(shuffle.at(next)));
            }
            minibatches.add(minibatch);
        }
        return minibatches;
    }

    /** Whether the log-probs of the step's first weights are needed: where a rollout is stale. */
    public boolean needsProximal(List<Rollout> rollouts, long version) {
        return settings.decoupled() && rollouts.stream().anyMatch(rollout -> rollout.isStale(version));
    }

    /** One minibatch as the trainer takes it. */
    public Update update(List<Scoring> minibatch) {
        long trained =
                minibatch.stream().mapToLong(row -> row.rollout().trained()).sum();
        double denominator =
                switch (settings.denominator()) {
                    case TOKENS -> trained;
                    case CONSTANT -> (double) minibatch.size() * settings.maxTokens();
                };
        List<Batch> batches = new ArrayList<>();
        for (List<Scoring> rows :
                MicroBatches.split(minibatch, row -> row.rollout().length(), settings.microBatchTokens())) {
            batches.add(new Batch.Samples(
                    rows.stream().map(row -> sample(row, denominator)).toList(), loss));
        }
        return new Update(
                batches,
                minibatch.stream().mapToLong(row -> row.rollout().length()).sum());
    }

    private static Sample sample(Scoring row, double denominator) {
        Rollout rollout = row.rollout();
        int[] tokens = rollout.tokens();
        float[] weights = new float[tokens.length];
        float[] advantages = new float[tokens.length];
        Arrays.fill(weights, rollout.from(), tokens.length, (float) (1 / denominator));
        Arrays.fill(advantages, rollout.from(), tokens.length, (float) rollout.advantage());
        float[] behaviour = rollout.behaviour();
        float[] proximal = row.proximal().length == 0 ? behaviour : row.proximal();
        return new Sample(tokens, weights, advantages, behaviour, proximal, row.reference());
    }

    /**
     * A rollout with the log-probs that other policies give its tokens, one element per token of {@link Rollout#tokens()}.
     *
     * @param rollout what was sampled
     * @param proximal under the weights of the step's start; empty to clip around the behaviour policy
     * @param reference under the reference policy; empty without KL term
     */
    @SuppressWarnings("ArrayRecordComponent") // carries data, never compared
    public record Scoring(Rollout rollout, float[] proximal, float[] reference) {}
}
