package dev.caravan.verifier;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Runs checks on a fixed number of threads, each check for a limited time. Java cannot stop a thread: one that overruns its time is
 * interrupted, replaced and left to itself, so a check that never returns costs a thread but holds up nothing. An owner with too many such
 * threads is refused.
 */
final class CheckPool implements AutoCloseable {

    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final BlockingDeque<Runnable> queue = new LinkedBlockingDeque<>();
    private final Map<String, Integer> hung = new ConcurrentHashMap<>();
    private final Set<Worker> workers = new HashSet<>();
    private final Duration limit;
    private final int mostHung;
    private final Thread watchdog;
    private int started;
    private volatile boolean closed;

    CheckPool(int threads, Duration limit, int mostHung) {
        this.limit = limit;
        this.mostHung = mostHung;
        synchronized (workers) {
            for (int i = 0; i < threads; i++) {
                startWorker();
            }
        }
        watchdog = new Thread(this::watch, "verify-watchdog");
        watchdog.setDaemon(true);
        watchdog.start();
    }

    /**
     * Runs a check as soon as a thread is free. The future completes on the check's thread, outside its time limit, with what the check
     * returned or threw, or with {@link TimeoutException}, or with {@link RejectedExecutionException} if too many checks of this owner
     * hang.
     */
    <T> CompletableFuture<T> submit(String owner, Callable<T> check) {
        CompletableFuture<T> result = new CompletableFuture<>();
        queue.addLast(new Check<>(owner, check, result));
        return result;
    }

    /** Checks that wait for a thread. */
    int waiting() {
        return queue.size();
    }

    /** Lets running checks finish for a moment, interrupts the rest, and forgets those that wait. */
    @Override
    public void close() {
        closed = true;
        queue.clear();
        watchdog.interrupt();
        Set<Worker> left;
        synchronized (workers) {
            left = new HashSet<>(workers);
        }
        long until = System.nanoTime() + CLOSE.toNanos();
        for (Worker worker : left) {
            worker.interruptIfIdle();
            worker.joinUntil(until);
        }
    }

    private void startWorker() {
        Worker worker = new Worker("verify-" + started++);
        workers.add(worker);
        worker.start();
    }

    private void watch() {
        long tick = Math.max(5, Math.min(100, limit.toMillis() / 10));
        try {
            while (!closed) {
                Thread.sleep(tick);
                synchronized (workers) {
                    for (Worker worker : Set.copyOf(workers)) {
                        Check<?> overdue = worker.giveUpIfOverdue();
                        if (overdue != null) {
                            workers.remove(worker);
                            startWorker();
                            // Another thread completes it: what follows a result may take its time, and the watch goes
                            // on.
                            queue.addFirst(overdue::timeOut);
                        }
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Check<T> implements Runnable {
        private final String owner;
        private final Callable<T> work;
        private final CompletableFuture<T> result;

        Check(String owner, Callable<T> work, CompletableFuture<T> result) {
            this.owner = owner;
            this.work = work;
            this.result = result;
        }

        @Override
        public void run() {
            int hanging = hung.getOrDefault(owner, 0);
            if (hanging >= mostHung) {
                result.completeExceptionally(new RejectedExecutionException(
                        hanging + " earlier checks have not returned; no more are started until one does"));
                return;
            }
            Worker worker = (Worker) Thread.currentThread();
            worker.begin(this);
            T value = null;
            Throwable thrown = null;
            try {
                value = work.call();
            } catch (Throwable e) {
                thrown = e;
            }
            if (!worker.finish()) {
                hung.computeIfPresent(owner, (name, count) -> count == 1 ? null : count - 1);
            } else if (thrown == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(thrown);
            }
        }

        void timeOut() {
            result.completeExceptionally(new TimeoutException("not finished within " + limit.toMillis() + " ms"));
        }
    }

    private final class Worker extends Thread {
        private @Nullable Check<?> running;
        private long startedNanos;
        private boolean givenUp;

        Worker(String name) {
            super(name);
            setDaemon(true);
        }

        @Override
        public void run() {
            try {
                while (!closed && !isGivenUp()) {
                    queue.takeFirst().run();
                }
            } catch (InterruptedException e) {
                interrupt();
            }
        }

        synchronized void begin(Check<?> check) {
            running = check;
            startedNanos = System.nanoTime();
        }

        /** Ends the current check; false if it was given up before. */
        synchronized boolean finish() {
            running = null;
            return !givenUp;
        }

        synchronized @Nullable Check<?> giveUpIfOverdue() {
            Check<?> check = running;
            if (check == null || System.nanoTime() - startedNanos < limit.toNanos()) {
                return null;
            }
            givenUp = true;
            hung.merge(check.owner, 1, Integer::sum);
            interrupt();
            return check;
        }

        synchronized void interruptIfIdle() {
            if (running == null) {
                interrupt();
            }
        }

        void joinUntil(long nanos) {
            try {
                join(Math.max(1, (nanos - System.nanoTime()) / 1_000_000));
                interrupt();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private synchronized boolean isGivenUp() {
            return givenUp;
        }
    }
}
