package dev.caravan.verifier.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class CheckPoolTest {

    private static final Duration SHORT = Duration.ofMillis(500);

    @Test
    void givesWhatACheckReturnsOrThrows() throws Exception {
        try (CheckPool pool = new CheckPool("test", 2, Duration.ofMinutes(1), 1)) {
            // When
            CompletableFuture<String> returned = pool.submit("a", () -> "value");
            CompletableFuture<String> thrown = pool.submit("a", () -> {
                throw new IllegalStateException("broken");
            });

            // Then
            assertThat(returned.get(1, TimeUnit.MINUTES)).isEqualTo("value");
            assertThatThrownBy(() -> thrown.get(1, TimeUnit.MINUTES))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aHangingCheckTimesOutAndHoldsUpNothing() throws Exception {
        // Given
        CountDownLatch latch = new CountDownLatch(1);
        try (CheckPool pool = new CheckPool("test", 1, SHORT, 2)) {

            // When
            CompletableFuture<String> hanging = pool.submit("a", () -> await(latch));
            List<CompletableFuture<Integer>> others = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                int number = i;
                others.add(pool.submit("b", () -> number));
            }

            // Then
            assertThatThrownBy(() -> hanging.get(1, TimeUnit.MINUTES))
                    .hasCauseInstanceOf(TimeoutException.class)
                    .hasMessageContaining("not finished within 500 ms");
            for (int i = 0; i < 100; i++) {
                assertThat(others.get(i).get(1, TimeUnit.MINUTES)).isEqualTo(i);
            }
        } finally {
            latch.countDown();
        }
    }

    @Test
    void anOwnerWithTooManyHangingChecksIsRefusedUntilOneReturns() throws Exception {
        // Given
        CountDownLatch latch = new CountDownLatch(1);
        try (CheckPool pool = new CheckPool("test", 1, SHORT, 2)) {
            for (int i = 0; i < 2; i++) {
                CompletableFuture<String> hanging = pool.submit("a", () -> await(latch));
                assertThatThrownBy(() -> hanging.get(1, TimeUnit.MINUTES)).hasCauseInstanceOf(TimeoutException.class);
            }

            // When
            CompletableFuture<String> refused = pool.submit("a", () -> "value");
            CompletableFuture<String> other = pool.submit("b", () -> "value");

            // Then
            assertThatThrownBy(() -> refused.get(1, TimeUnit.MINUTES))
                    .hasCauseInstanceOf(RejectedExecutionException.class)
                    .hasMessageContaining("2 earlier checks have not returned or left threads behind");
            assertThat(other.get(1, TimeUnit.MINUTES)).isEqualTo("value");

            latch.countDown();
            Awaitility.await()
                    .ignoreException(ExecutionException.class)
                    .until(() -> pool.submit("a", () -> "again").get(1, TimeUnit.MINUTES), "again"::equals);
        } finally {
            latch.countDown();
        }
    }

    @Test
    void whatFollowsAResultIsNotUnderItsTimeLimit() throws Exception {
        // Given
        CountDownLatch latch = new CountDownLatch(1);
        try (CheckPool pool = new CheckPool("test", 1, SHORT, 1)) {
            CompletableFuture<String> gate = new CompletableFuture<>();
            CompletableFuture<String> slow = gate.thenCombine(
                    pool.submit("a", () -> {
                        gate.complete("start");
                        return "value";
                    }),
                    (start, value) -> {
                        try {
                            return value + latch.await(3 * SHORT.toMillis(), TimeUnit.MILLISECONDS);
                        } catch (InterruptedException e) {
                            return "interrupted";
                        }
                    });

            // When
            String result = slow.get(1, TimeUnit.MINUTES);

            // Then
            assertThat(result).isEqualTo("valuefalse");
        }
    }

    @Test
    void threadsThatChecksLeaveBehindAreCountedAgainstTheirOwnerUntilTheyEnd() throws Exception {
        // Given
        CountDownLatch latch = new CountDownLatch(1);
        try (CheckPool pool = new CheckPool("test", 1, Duration.ofMinutes(1), 3)) {

            // When
            List<String> leaking = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                leaking.add(pool.submit("a", () -> {
                            Thread left = new Thread(() -> await(latch), "left behind");
                            left.setDaemon(true);
                            left.start();
                            return "value";
                        })
                        .get(1, TimeUnit.MINUTES));
            }
            CompletableFuture<String> refused = pool.submit("a", () -> "value");
            CompletableFuture<String> other = pool.submit("b", () -> "value");

            // Then
            assertThat(leaking).containsOnly("value");
            assertThatThrownBy(() -> refused.get(1, TimeUnit.MINUTES))
                    .hasCauseInstanceOf(RejectedExecutionException.class)
                    .hasMessageContaining("3 earlier checks have not returned or left threads behind");
            assertThat(other.get(1, TimeUnit.MINUTES)).isEqualTo("value");
            assertThat(pool.hung()).isEqualTo(3);

            latch.countDown();
            Awaitility.await().until(() -> pool.hung() == 0);
            assertThat(pool.submit("a", () -> "again").get(1, TimeUnit.MINUTES)).isEqualTo("again");
        } finally {
            latch.countDown();
        }
    }

    @Test
    void threadsThatACheckAwaitsAreItsOwnBusiness() throws Exception {
        try (CheckPool pool = new CheckPool("test", 1, Duration.ofMinutes(1), 1)) {
            // When
            for (int i = 0; i < 50; i++) {
                CompletableFuture<String> waiting = pool.submit("a", () -> {
                    Thread helper = new Thread(() -> {}, "helper");
                    helper.start();
                    helper.join();
                    return "value";
                });

                // Then
                assertThat(waiting.get(1, TimeUnit.MINUTES)).isEqualTo("value");
            }
        }
    }

    private static String await(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return "late";
            } catch (InterruptedException e) {
                // a runaway computation does not listen
            }
        }
    }
}
