package dev.caravan.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.caravan.policy.optimizer.LearningRate;
import dev.caravan.runtime.settings.SettingsBinder;
import dev.caravan.runtime.settings.SettingsException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SettingsTest {

    @Test
    void sftDefaultsAreThoseOfTulu3() {
        // When
        SftSettings settings = SettingsBinder.defaults(SftSettings.class);

        // Then
        assertThat(settings)
                .isEqualTo(new SftSettings(
                        2,
                        0,
                        128,
                        4096,
                        true,
                        SftSettings.Denominator.SEQUENCES,
                        16_384,
                        optimizer(5e-6, LearningRate.Decay.LINEAR, 0.03)));
    }

    @Test
    void dpoDefaultsAreThoseOfTulu3() {
        // When
        DpoSettings settings = SettingsBinder.defaults(DpoSettings.class);

        // Then
        assertThat(settings)
                .isEqualTo(new DpoSettings(
                        1, 0, 128, 2048, 5, true, 16_384, optimizer(5e-7, LearningRate.Decay.LINEAR, 0.1)));
    }

    @Test
    void grpoDefaultsArePinned() {
        // When
        GrpoSettings settings = SettingsBinder.defaults(GrpoSettings.class);

        // Then
        assertThat(settings)
                .isEqualTo(new GrpoSettings(
                        1920,
                        48,
                        16,
                        2048,
                        0,
                        2,
                        0.2,
                        0.2,
                        true,
                        1e-4,
                        GrpoSettings.Denominator.TOKENS,
                        0,
                        true,
                        2,
                        false,
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(30),
                        3,
                        16_384,
                        optimizer(5e-7, LearningRate.Decay.CONSTANT, 0)));
    }

    @Test
    void learnerDefaultsArePinned() {
        // When
        LearnerSettings settings = SettingsBinder.defaults(LearnerSettings.class);

        // Then
        assertThat(settings)
                .isEqualTo(new LearnerSettings(Path.of(".caravan"), 10, 3, 20, 0.7, 1 << 20, true))
                .isEqualTo(LearnerSettings.of(Path.of(".caravan")));
    }

    @Test
    void theQuickstartsRecipeCanBeSaid() {
        // Given
        String yaml =
                """
                steps: 170
                prompts_per_step: 24
                group_size: 8
                max_tokens: 56
                staleness: 1
                minibatches: 2
                clip_low: 0.2
                clip_high: 0.2
                std_eps: 1e-4
                kl_coefficient: 0
                group_deadline: 2m
                optimizer: {lr: 2e-4, decay: constant, warmup_steps: 5, beta2: 0.98, max_grad_norm: 1}
                """;

        // When
        GrpoSettings settings = SettingsBinder.text("recipe", yaml).bind(GrpoSettings.class);

        // Then
        assertThat(settings.promptsPerStep() * settings.groupSize()).isEqualTo(192);
        assertThat(settings.optimizer().learningRate(170).at(1)).isCloseTo(4e-5, within(1e-12));
        assertThat(settings.optimizer().learningRate(170).at(170)).isEqualTo(2e-4);
    }

    @Test
    void unknownKeyFailsWithItsPathAndTheNearestKey() {
        // Given
        SettingsBinder binder = SettingsBinder.text("recipe", "optimizer: {lr: 1e-4, warmup_step: 5}");

        // When / Then
        assertThatThrownBy(() -> binder.bind(SftSettings.class))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("optimizer")
                .hasMessageContaining("warmup_step")
                .hasMessageContaining("warmup_steps");
    }

    @Test
    void refusalNamesKeyRuleAndValue() {
        // Given
        SettingsBinder binder = SettingsBinder.text("recipe", "batch_size: 0");

        // When / Then
        assertThatThrownBy(() -> binder.bind(DpoSettings.class))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("batch_size must be positive, got 0");
    }

    @Test
    void warmupStepsWinOverTheirRatioAndAreCutToTheStage() {
        // Given
        OptimizerSettings optimizer =
                new OptimizerSettings(1, LearningRate.Decay.LINEAR, 10, 0.5, 0, 0.1, 0.9, 0.98, 1e-8, 0, 1);

        // When
        LearningRate fifty = optimizer.learningRate(50);
        LearningRate five = optimizer.learningRate(5);

        // Then
        assertThat(fifty.at(5)).isCloseTo(0.5, within(1e-12));
        assertThat(fifty.at(10)).isCloseTo(1, within(1e-12));
        assertThat(fifty.at(30)).isCloseTo(0.55, within(1e-12));
        assertThat(fifty.at(50)).isCloseTo(0.1, within(1e-12));
        assertThat(five.at(5)).isCloseTo(1, within(1e-12));
    }

    @Test
    void warmupRatioIsAShareOfTheStagesSteps() {
        // Given
        OptimizerSettings optimizer = optimizer(2, LearningRate.Decay.LINEAR, 0.1);

        // When
        LearningRate rate = optimizer.learningRate(100);

        // Then
        assertThat(rate.at(1)).isCloseTo(0.2, within(1e-12));
        assertThat(rate.at(10)).isCloseTo(2, within(1e-12));
        assertThat(rate.at(55)).isCloseTo(1, within(1e-12));
    }

    private static OptimizerSettings optimizer(double lr, LearningRate.Decay decay, double warmupRatio) {
        return new OptimizerSettings(lr, decay, 0, warmupRatio, 0, 0, 0.9, 0.98, 1e-8, 0, 1);
    }
}
