package dev.caravan.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.runtime.service.Health;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdleWorkerTest {

    @Test
    void aWorkerWithoutWeightsIsUpAndSaysSo(@TempDir Path dir) {
        try (Stack stack = new Stack(dir)) {
            // Given
            RolloutService worker = stack.worker(Stack.SETTINGS);
            stack.awaitDetail(worker, "no weights yet");
            Health without = worker.health();

            // When
            stack.publish(WeightLog.anchor("r", 3, TinyModel.folder(1)));
            stack.awaitDetail(worker, "version 3 of run r");

            // Then
            assertThat(without.state()).isEqualTo(Health.State.UP);
            assertThat(worker.health().state()).isEqualTo(Health.State.UP);
        }
    }
}
