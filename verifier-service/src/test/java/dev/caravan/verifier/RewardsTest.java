package dev.caravan.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.caravan.schemas.Aggregation;
import dev.caravan.schemas.Verdict;
import dev.caravan.schemas.VerdictStatus;
import dev.caravan.schemas.VerifierSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RewardsTest {

    @ParameterizedTest
    @CsvSource({"MEAN, 0.625", "SUM, 2.5", "PRODUCT, 0.125", "MIN, 0.5", "MAX, 1"})
    void rulesMakeARewardOfScores(Aggregation rule, double reward) {
        // Given: scores of 0.5 with weight 3 and 1 with weight 1
        Judgement judgement = new Judgement(
                List.of(verdict(VerdictStatus.SCORED, 0.5, 3), verdict(VerdictStatus.SCORED, 1, 1)), true, rule);

        // When, Then
        assertThat(judgement.reward()).isCloseTo(reward, within(1e-12));
    }

    @ParameterizedTest
    @EnumSource
    void undecidedCountsAsNoughtAndErrorAsNothingUnderEveryRule(Aggregation rule) {
        // Given
        Verdict right = verdict(VerdictStatus.SCORED, 1, 1);
        Verdict unsure = verdict(VerdictStatus.UNDECIDED, 0, 1);
        Verdict failed = verdict(VerdictStatus.ERROR, 0, 1);

        // When, Then
        assertThat(new Judgement(List.of(unsure), true, rule).reward()).isZero();
        assertThat(new Judgement(List.of(right, failed), true, rule).reward()).isNull();
        assertThat(new Judgement(List.of(), true, rule).reward()).isNull();
        assertThat(new Judgement(List.of(right), true, rule).reward()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void allRightIsAFullReward(Aggregation rule) {
        // Given: weights whose sum is not exact in binary
        List<Verdict> verdicts = List.of(
                verdict(VerdictStatus.SCORED, 1, 0.1),
                verdict(VerdictStatus.SCORED, 1, 0.2),
                verdict(VerdictStatus.SCORED, 1, 0.7));

        // When
        Double reward = new Judgement(verdicts, true, rule).reward();

        // Then
        assertThat(reward).isEqualTo(1.0);
    }

    @Test
    void weightsThatARuleHasNoUseForAreAProblem() {
        // Given
        List<VerifierSpec> weighted =
                List.of(VerifierSpec.newBuilder().setName("math").setWeight(2).build());

        // When, Then
        assertThat(Rewards.problem(Aggregation.MIN, weighted))
                .hasValue("weights mean nothing to the aggregation min; leave them out or use mean, sum or product");
        assertThat(Rewards.problem(Aggregation.MAX, weighted)).isPresent();
        assertThat(Rewards.problem(Aggregation.PRODUCT, weighted)).isEmpty();
    }

    private static Verdict verdict(VerdictStatus status, double score, double weight) {
        return Verdict.newBuilder()
                .setVerifier("v")
                .setVersion("1")
                .setStatus(status)
                .setScore(score)
                .setReason("")
                .setWeight(weight)
                .build();
    }
}
