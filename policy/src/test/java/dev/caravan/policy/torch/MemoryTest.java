package dev.caravan.policy.torch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDArray;
import dev.caravan.policy.loss.Batch;
import dev.caravan.policy.loss.PolicyGradient;
import dev.caravan.policy.loss.Sample;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Arrays live outside the Java heap; nothing but our scopes frees them in time. */
class MemoryTest {

    private static final int STEPS = 200;

    @Test
    void theNumberOfArraysDoesNotGrow() throws Exception {
        // Given
        Oracle oracle = Oracle.of("gqa");
        Batch demonstrations = new Batch.Demonstrations(oracle.demonstrations());
        Batch samples = new Batch.Samples(samples(oracle), PolicyGradient.defaults());
        try (TorchSession session = TorchSession.cpu();
                Model model = new Model(session, oracle.config());
                TrainingState state = new TrainingState(model, oracle.weights());
                Tile tile = new Tile(model, 2, 64)) {
            step(session, model, state, tile, demonstrations, samples);
            int before = live(session);

            // When
            for (int i = 0; i < STEPS; i++) {
                step(session, model, state, tile, demonstrations, samples);
            }

            // Then
            assertThat(live(session)).isEqualTo(before);
        }
    }

    private static void step(
            TorchSession session, Model model, TrainingState state, Tile tile, Batch demonstrations, Batch samples) {
        state.accumulate(demonstrations);
        state.accumulate(samples);
        state.gradientNorm();
        state.update(1e-4, 1, 0.9, 0.98, 0, 1e-8);
        try (DeviceWeights weights = new DeviceWeights(model, state.publish())) {
            Tile.prefill(model, weights, new int[] {1, 2, 3}, List.of(tile), List.of(new int[] {0, 1}));
            tile.decode(
                    weights,
                    new Tile.Input(
                            new long[] {4, 5},
                            new long[] {3, 3},
                            new float[] {0.2f, 0.5f, 0.7f, 0.9f},
                            new float[] {1, 0},
                            new float[] {1, 0.5f},
                            5));
            tile.move(0, tile, 1, 3);
            weights.scoring().logProbs(List.of(new int[] {1, 2, 3}));
        }
    }

    private static List<Sample> samples(Oracle oracle) {
        List<Sample> samples = new ArrayList<>();
        for (int row = 0; row < oracle.rows().size(); row++) {
            samples.add(Sample.of(
                    oracle.rows().get(row),
                    oracle.spread("w").get(row),
                    oracle.spread("advantage").get(row),
                    oracle.spread("behaviour").get(row)));
        }
        return samples;
    }

    /** Arrays and managers below the session's root. */
    private static int live(TorchSession session) throws ReflectiveOperationException {
        Field root = TorchSession.class.getDeclaredField("root");
        root.setAccessible(true);
        return live(root.get(session));
    }

    private static int live(Object resource) throws ReflectiveOperationException {
        if (resource instanceof NDArray || !(resource instanceof BaseNDManager)) {
            return 1;
        }
        Field resources = BaseNDManager.class.getDeclaredField("resources");
        resources.setAccessible(true);
        Collection<?> children = ((Map<?, ?>) resources.get(resource)).values();
        int count = 1;
        for (Object child : children) {
            count += live(child);
        }
        return count;
    }
}
