package dev.caravan.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ServiceThreadTest {
    private static final Duration PATIENCE = Duration.ofMillis(200);

    @Test
    void theStepIsRepeatedUntilClosed() {
        // Given
        AtomicInteger turns = new AtomicInteger();
        ServiceThread thread = new ServiceThread("turns", PATIENCE, turns::incrementAndGet);
        Health before = thread.health();

        // When
        thread.start();
        await().until(() -> turns.get() > 10);
        Health running = thread.health();
        thread.close();
        int atClose = turns.get();

        // Then
        assertThat(before.state()).isEqualTo(Health.State.STARTING);
        assertThat(running.state()).isEqualTo(Health.State.UP);
        assertThat(turns).hasValue(atClose);
    }

    @Test
    void whatEscapesTheStepIsDownWithItsCause() {
        // Given
        ServiceThread thread = new ServiceThread("poller", PATIENCE, () -> {
            throw new IllegalStateException("runs-0@5 is no event");
        });

        // When
        thread.start();
        await().until(() -> thread.health().state() == Health.State.DOWN);

        // Then
        assertThat(thread.health().detail()).contains("poller", "runs-0@5 is no event");
        thread.close();
    }

    @Test
    void aStepThatDoesNotReturnIsInterrupted() {
        // Given
        CountDownLatch entered = new CountDownLatch(1);
        ServiceThread thread = new ServiceThread("stuck", PATIENCE, () -> {
            entered.countDown();
            new CountDownLatch(1).await();
        });
        thread.start();
        await().until(() -> entered.getCount() == 0);

        // When
        thread.close();

        // Then
        assertThat(thread.stopped()).isTrue();
        assertThat(thread.health().state()).isEqualTo(Health.State.UP);
    }
}
