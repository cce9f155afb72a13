package dev.caravan.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.policy.loss.Demonstration;
import dev.caravan.policy.loss.Dpo;
import dev.caravan.policy.loss.Pair;
import dev.caravan.policy.loss.PolicyGradient;
import dev.caravan.policy.optimizer.AdamWSettings;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicySettingsTest {

    @Test
    void defaults() {
        assertThat(AdamWSettings.defaults()).isEqualTo(new AdamWSettings(0.9, 0.98, 1e-8, 0, 1));
        assertThat(PolicyGradient.defaults()).isEqualTo(new PolicyGradient(0.2, 0.2, 2, 0));
        assertThat(GeneratorSettings.of(192, 100)).isEqualTo(new GeneratorSettings(192, 100, 4, 64));
        assertThat(GeneratorSettings.of(100, 100)).isEqualTo(new GeneratorSettings(128, 100, 4, 64));
        assertThat(GeneratorSettings.of(1, 100)).isEqualTo(new GeneratorSettings(1, 100, 4, 1));
    }

    @Test
    void whatCannotWorkNamesKeyRuleAndValue() {
        assertThatThrownBy(() -> new AdamWSettings(1, 0.9, 1e-8, 0, 1)).hasMessage("beta1 must be in [0, 1), got 1.0");
        assertThatThrownBy(() -> new PolicyGradient(0, 0.2, 2, 0)).hasMessage("clipLow must be in (0, 1], got 0.0");
        assertThatThrownBy(() -> new Dpo(0, true)).hasMessage("beta must be positive, got 0.0");
        assertThatThrownBy(() -> GeneratorSettings.of(0, 10)).hasMessage("slots must be positive, got 0");
        assertThatThrownBy(() -> new GeneratorSettings(10, 10, 4, 4))
                .hasMessageContaining("tile must divide slots (10)");
        assertThatThrownBy(() -> new Sequence("s", new int[] {1}, 4, -1, 1, 0, Set.of()))
                .hasMessage("sequence s: temperature must be in [0, 100], got -1.0");
        assertThatThrownBy(() -> new Demonstration(new int[] {1, 2}, new float[] {1, 1}))
                .hasMessageContaining("weights[0] must be 0");
        assertThatThrownBy(() -> new Demonstration(new int[] {1, 2}, new float[] {0}))
                .hasMessage("weights must have one element per token (2), got 1");
        assertThatThrownBy(() -> new Pair.Side(new int[] {1, 2}, 2, 0)).hasMessageContaining("from must be in [1, 2)");
    }
}
