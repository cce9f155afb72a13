package dev.caravan.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.caravan.policy.weights.Bf16;
import dev.caravan.policy.weights.Weights;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class InitialWeightsTest {

    @Test
    void areAFunctionOfTheSeed() {
        assertThat(InitialWeights.random(Tiny.CONFIG, 1).digest())
                .isEqualTo(InitialWeights.random(Tiny.CONFIG, 1).digest())
                .isNotEqualTo(InitialWeights.random(Tiny.CONFIG, 2).digest());
    }

    @Test
    void haveTheDeviationsOfGpt2() {
        // When
        Weights weights = InitialWeights.random(Tiny.CONFIG, 1);

        // Then
        assertThat(weights.names()).isEqualTo(Tiny.CONFIG.tensorShapes().keySet());
        assertThat(deviation(weights, "model.embed_tokens.weight")).isCloseTo(0.02, within(0.0005));
        assertThat(deviation(weights, "model.layers.1.mlp.down_proj.weight")).isCloseTo(0.01, within(0.0003));
        assertThat(deviation(weights, "model.norm.weight")).isCloseTo(1, within(0.0));
    }

    /** Root mean square; the mean is 0 where the values are drawn. */
    private static double deviation(Weights weights, String name) {
        ByteBuffer bits = weights.get(name).bf16();
        int count = bits.remaining() / 2;
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += Math.pow(Bf16.toFloat(bits.getShort(2 * i)), 2);
        }
        return Math.sqrt(sum / count);
    }
}
