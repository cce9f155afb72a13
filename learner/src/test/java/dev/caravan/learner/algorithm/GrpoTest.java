package dev.caravan.learner.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.caravan.learner.GrpoSettings;
import dev.caravan.learner.Records;
import dev.caravan.policy.loss.Batch;
import dev.caravan.policy.loss.PolicyGradient;
import dev.caravan.policy.loss.Sample;
import dev.caravan.runtime.settings.SettingsBinder;
import dev.caravan.schemas.Completion;
import dev.caravan.schemas.FinishReason;
import dev.caravan.schemas.Group;
import dev.caravan.schemas.RolloutRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GrpoTest {

    private static final float[] NONE = {};

    @Test
    void advantagesAreRewardsStandardisedWithinTheGroup() {
        // Given
        Grpo grpo = grpo("std_eps: 1e-4");

        // When
        double[] advantages = grpo.advantages(new double[] {1, 0, 0, 0});

        // Then: mean 1/4, population variance 3/16
        double std = Math.sqrt(3.0 / 16) + 1e-4;
        assertThat(advantages)
                .containsExactly(new double[] {0.75 / std, -0.25 / std, -0.25 / std, -0.25 / std}, within(1e-12));
    }

    @Test
    void withoutNormalisationAdvantagesAreDistancesToTheMean() {
        // Given
        Grpo grpo = grpo("normalise_std: false");

        // When
        double[] advantages = grpo.advantages(new double[] {1, 0, 0.5, 0.5});

        // Then
        assertThat(advantages).containsExactly(new double[] {0.5, -0.5, 0, 0}, within(1e-12));
    }

    @Test
    void equalRewardsCarryNoSignal() {
        // Given
        Group group = group(List.of(1.0, 1.0, 1.0, 1.0));

        // When
        List<Rollout> rollouts = grpo("").rollouts(group, completion -> true);

        // Then
        assertThat(rollouts).isEmpty();
    }

    @Test
    void baselineIsOverCompletionsWithARewardAndKnownWeights() {
        // Given: the second has an ERROR verdict, the third names unknown weights
        Group group = group(Arrays.asList(1.0, null, 1.0, 0.0));

        // When
        List<Rollout> rollouts = grpo("normalise_std: false").rollouts(group, completion -> completion.getIndex() != 2);

        // Then
        assertThat(rollouts)
                .extracting(rollout -> rollout.completion().getIndex(), Rollout::advantage)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(0, 0.5), org.assertj.core.groups.Tuple.tuple(3, -0.5));
    }

    @Test
    void truncatedCompletionsStayOutOfTheLossButInTheBaseline() {
        // Given: completion 3 was cut off
        Group group = group(List.of(1.0, 0.0, 0.0, 0.0));

        // When
        List<Rollout> rollouts =
                grpo("{mask_truncated: true, normalise_std: false}").rollouts(group, completion -> true);

        // Then
        assertThat(rollouts).extracting(Rollout::advantage).containsExactly(0.75, -0.25, -0.25);
    }

    @Test
    void weightsAreOneOverTheTrainedTokensOfTheUpdateWhateverTheMicroBatches() {
        // Given: completions of 2, 3, 4 and 5 tokens after a prompt of 3
        List<Grpo.Scoring> minibatch = scored(grpo("").rollouts(group(List.of(1.0, 0.0, 0.0, 1.0)), c -> true));

        // When
        Update whole = grpo("micro_batch_tokens: 1000").update(minibatch);
        Update split = grpo("micro_batch_tokens: 10").update(minibatch);

        // Then
        assertThat(whole.microBatches()).hasSize(1);
        assertThat(split.microBatches()).hasSize(4);
        for (Update update : List.of(whole, split)) {
            for (Sample sample : samples(update)) {
                assertThat(Arrays.copyOf(sample.weights(), 3)).containsOnly(0f);
                assertThat(Arrays.copyOfRange(sample.weights(), 3, sample.weights().length))
                        .containsOnly(1f / 14);
            }
            assertThat(update.tokens()).isEqualTo(14 + 4 * 3);
        }
    }

    @Test
    void constantDenominatorIsCompletionsTimesMostTokens() {
        // Given
        Grpo grpo = grpo("{denominator: constant, max_tokens: 50}");
        List<Grpo.Scoring> minibatch = scored(grpo.rollouts(group(List.of(1.0, 0.0, 0.0, 1.0)), c -> true));

        // When
        Update update = grpo.update(minibatch);

        // Then
        assertThat(samples(update).get(0).weights()).contains(1f / 200).contains(0f);
    }

    @Test
    void behaviourLogProbsStandAtTheirTokens() {
        // Given
        Grpo grpo = grpo("normalise_std: false");
        List<Grpo.Scoring> minibatch = scored(
                grpo.rollouts(group(List.of(1.0, 0.0, 0.0, 0.0)), c -> true).subList(0, 1));

        // When
        Sample sample = samples(grpo.update(minibatch)).get(0);

        // Then
        assertThat(sample.tokens()).containsExactly(1, 2, 3, 10, 11);
        assertThat(sample.behaviour()).containsExactly(0f, 0f, 0f, -0.5f, -0.5f);
        assertThat(sample.advantages()).containsExactly(0f, 0f, 0f, 0.75f, 0.75f);
        assertThat(sample.proximal()).isSameAs(sample.behaviour());
    }

    @Test
    void settingsReachTheLoss() {
        // Given
        Grpo grpo = grpo("{clip_low: 0.1, clip_high: 0.3, importance_cap: 4, kl_coefficient: 0.05}");
        Rollout rollout =
                grpo.rollouts(group(List.of(1.0, 0.0, 0.0, 0.0)), c -> true).get(0);

        // When
        Update update = grpo.update(List.of(new Grpo.Scoring(rollout, NONE, new float[5])));

        // Then
        assertThat(((Batch.Samples) update.microBatches().get(0)).loss())
                .isEqualTo(new PolicyGradient(0.1, 0.3, 4, 0.05));
    }

    @Test
    void onlyStaleCompletionsNeedTheLogProbsOfTheStepsStart() {
        // Given: all were sampled by version 7
        List<Rollout> rollouts = grpo("").rollouts(group(List.of(1.0, 0.0, 0.0, 1.0)), c -> true);

        // When / Then
        assertThat(grpo("").needsProximal(rollouts, 7)).isFalse();
        assertThat(grpo("").needsProximal(rollouts, 8)).isTrue();
        assertThat(grpo("decoupled: false").needsProximal(rollouts, 8)).isFalse();
    }

    @Test
    void minibatchesDealEveryRolloutOnceAndEvenly() {
        // Given
        List<Rollout> rollouts = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            rollouts.addAll(grpo("").rollouts(group(List.of(1.0, 0.0, 0.0, 1.0)), c -> true));
        }

        // When
        List<List<Rollout>> minibatches = grpo("minibatches: 3").minibatches(rollouts, 11);

        // Then
        assertThat(minibatches).extracting(List::size).containsExactly(6, 7, 7);
        assertThat(minibatches.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(rollouts);
        assertThat(grpo("minibatches: 3").minibatches(rollouts.subList(0, 2), 11))
                .hasSize(2);
        assertThat(grpo("minibatches: 3").minibatches(List.of(), 11)).isEmpty();
    }

    private static Grpo grpo(String yaml) {
        return new Grpo(SettingsBinder.text("test", yaml).bind(GrpoSettings.class));
    }

    /** Completion i has i + 2 tokens of version 7; the last one is cut off. */
    private static Group group(List<Double> rewards) {
        RolloutRequest request = Records.request(rewards.size());
        List<Completion> completions = IntStream.range(0, rewards.size())
                .mapToObj(i -> Records.completion(
                        request, i, i + 2, i == 3 ? FinishReason.LENGTH : FinishReason.STOP, 7, "d7"))
                .toList();
        return Records.group(request, completions, rewards);
    }

    private static List<Grpo.Scoring> scored(List<Rollout> rollouts) {
        return rollouts.stream()
                .map(rollout -> new Grpo.Scoring(rollout, NONE, NONE))
                .toList();
    }

    private static List<Sample> samples(Update update) {
        return update.microBatches().stream()
                .flatMap(batch -> ((Batch.Samples) batch).rows().stream())
                .toList();
    }
}
