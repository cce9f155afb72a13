package dev.caravan.policy.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LearningRateTest {

    @Test
    void warmsUpFromTheFirstStep() {
        LearningRate rate = LearningRate.constant(1, 4, 10);
        assertThat(rate.at(1)).isEqualTo(0.25);
        assertThat(rate.at(4)).isEqualTo(1);
        assertThat(rate.at(5)).isEqualTo(1);
        assertThat(rate.at(100)).isEqualTo(1);
    }

    @Test
    void linearEndsAtItsFraction() {
        LearningRate rate = LearningRate.linear(2, 0, 10, 0.1);
        assertThat(rate.at(5)).isCloseTo(1.1, within(1e-12));
        assertThat(rate.at(10)).isCloseTo(0.2, within(1e-12));
        assertThat(rate.at(11)).isCloseTo(0.2, within(1e-12));
    }

    @Test
    void staysFlatUntilTheDecayStarts() {
        LearningRate rate = new LearningRate(1, 0, 10, 0.4, 0, LearningRate.Decay.LINEAR);
        assertThat(rate.at(4)).isEqualTo(1);
        assertThat(rate.at(7)).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void cosineIsHalfWayInTheMiddle() {
        LearningRate rate = new LearningRate(1, 10, 30, 0, 0.2, LearningRate.Decay.COSINE);
        assertThat(rate.at(20)).isCloseTo(0.6, within(1e-12));
        assertThat(rate.at(30)).isCloseTo(0.2, within(1e-12));
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> LearningRate.constant(1, 11, 10)).hasMessageContaining("warmupSteps");
        assertThatThrownBy(() -> LearningRate.constant(0, 0, 10)).hasMessageContaining("peak must be positive, got 0");
    }
}
