package dev.caravan.verifier.lease;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Tries again what may succeed later, after a pause that doubles. The lease is kept meanwhile, so that a record that is delivered again is
 * one whose worker died.
 *
 * @param attempts tries in all, 1 or more
 */
public record Retries(int attempts) {

    private static final Duration PAUSE = Duration.ofMillis(200);

    /**
     * What came of it.
     *
     * @param attempts how often it was tried
     */
    public record Tried<T>(T outcome, int attempts) {}

    /** @param again whether an outcome is to be tried again */
    public <T> CompletableFuture<Tried<T>> run(Supplier<CompletableFuture<T>> work, Predicate<T> again) {
        return run(work, again, 1);
    }

    private <T> CompletableFuture<Tried<T>> run(Supplier<CompletableFuture<T>> work, Predicate<T> again, int attempt) {
        return work.get().thenCompose(outcome -> {
            if (attempt >= attempts || !again.test(outcome)) {
                return CompletableFuture.completedFuture(new Tried<>(outcome, attempt));
            }
            Executor later =
                    CompletableFuture.delayedExecutor(PAUSE.toMillis() << (attempt - 1), TimeUnit.MILLISECONDS);
            return CompletableFuture.runAsync(() -> {}, later).thenCompose(waited -> run(work, again, attempt + 1));
        });
    }
}
