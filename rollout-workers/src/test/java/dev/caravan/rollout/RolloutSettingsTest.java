package dev.caravan.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.runtime.settings.SettingsBinder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RolloutSettingsTest {

    @Test
    void defaultsAreThese() {
        assertThat(SettingsBinder.defaults(RolloutSettings.class))
                .isEqualTo(
                        new RolloutSettings("", 64, 64, 512, 4, 8, 8, Duration.ofSeconds(15), Duration.ofSeconds(1)));
    }

    @Test
    void tileMustDivideSlots() {
        assertThatThrownBy(() ->
                        new RolloutSettings("w", 96, 64, 512, 8, 8, 8, Duration.ofSeconds(15), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tile must divide slots (96), got 64");
    }

    @Test
    void capacityHoldsAPromptAndACompletion() {
        assertThatThrownBy(() ->
                        new RolloutSettings("w", 64, 64, 1, 8, 8, 8, Duration.ofSeconds(15), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("capacity must be at least 2, got 1");
    }
}
