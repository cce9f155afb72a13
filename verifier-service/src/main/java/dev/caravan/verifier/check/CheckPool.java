package dev.caravan.verifier.check;

import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
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
 * Runs checks on a fixed number of threads, each check for a limited time that begins when it begins. Java cannot stop a thread: one that
 * overruns its time is interrupted, replaced and left to itself, so a check that never returns costs a thread but holds up nothing. A thread
 * whose check has left threads of its own behind is replaced too. An owner who has lost too many threads is refused until some of them end.
 */
final class CheckPool implements AutoCloseable {

    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final BlockingDeque<Runnable> queue = new LinkedBlockingDeque<>();
    private final Map<String, Integer> lost = new ConcurrentHashMap<>();
    private final Set<Worker> workers = new HashSet<>();
    private final Set<Worker> leaking = new HashSet<>();
    private final ThreadGroup group;
    private final String name;
    private final int threads;
    private final Duration limit;
    private final int mostLost;
    private final Thread watchdog;
    private int started;
    private int unfinished;
    private volatile boolean closed;

    /**
     * @param threads most at a time; they are started as checks come
     * @param mostLost threads that the checks of one owner may have lost before its further checks are refused
     */
    CheckPool(String name, int threads, Duration limit, int mostLost) {
        this.name = name;
        this.group = new ThreadGroup(name);
        this.threads = threads;
        this.limit = limit;
        this.mostLost = mostLost;
        watchdog = new Thread(this::watch, name + "-watchdog");
        watchdog.setDaemon(true);
        watchdog.start();
    }

    /**
     * Runs a check as soon as a thread is free. The future completes on a thread of this pool, outside the check's time limit, with what
     * the check returned or threw, or with {@link TimeoutException}, or with {@link RejectedExecutionException} if the owner has lost too
     * many threads.
     */
    <T> CompletableFuture<T> submit(String owner, Callable<T> check) {
        CompletableFuture<T> result = new CompletableFuture<>();
        queue.addLast(new Check<>(owner, check, result));
        synchronized (workers) {
            unfinished++;
            if (workers.size() < Math.min(threads, unfinished)) {
                startWorker();
            }
        }
        return result;
    }

    /** Checks that wait for a thread. */
    int waiting() {
        return queue.size();
    }

    /** Threads lost and not ended yet. */
    int hung() {
        return lost.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Wall-clock limit of a check. */
    Duration limit() {
        return limit;
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

    /** Call with the lock on {@code workers}. */
    private void startWorker() {
        Worker worker = new Worker(name + "-" + started++);
        workers.add(worker);
        worker.start();
    }

    private void replace(Worker worker) {
        synchronized (workers) {
            workers.remove(worker);
            if (!closed) {
                startWorker();
            }
        }
    }

    private void watch() {
        long tick = Math.max(5, Math.min(100, limit.toMillis() / 10));
        try {
            while (!closed) {
                Thread.sleep(tick);
                Set<Worker> current;
                synchronized (workers) {
                    current = Set.copyOf(workers);
                }
                for (Worker worker : current) {
                    Check<?> overdue = worker.giveUpIfOverdue();
                    if (overdue != null) {
                        // Another thread completes it: what follows a result may take its time, and the watch goes on.
                        queue.addFirst(overdue::timeOut);
                        replace(worker);
                    }
                }
                forgiveEndedLeaks();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void forgiveEndedLeaks() {
        synchronized (leaking) {
            for (Iterator<Worker> left = leaking.iterator(); left.hasNext(); ) {
                Worker worker = left.next();
                if (worker.leakHasEnded()) {
                    forgive(worker.leaker);
                    left.remove();
                }
            }
        }
    }

    private void forgive(String owner) {
        lost.computeIfPresent(owner, (key, count) -> count == 1 ? null : count - 1);
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
            int missing = lost.getOrDefault(owner, 0);
            if (missing >= mostLost) {
                finished();
                result.completeExceptionally(new RejectedExecutionException(
                        missing + " earlier checks have not returned or left threads behind; no more are started until"
                                + " one ends"));
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
                forgive(owner);
                return;
            }
            if (worker.retireIfLeaking(owner)) {
                T returned = value;
                Throwable escaped = thrown;
                queue.addFirst(() -> complete(returned, escaped));
                replace(worker);
            } else {
                complete(value, thrown);
            }
        }

        private void complete(@Nullable T value, @Nullable Throwable thrown) {
            finished();
            if (thrown == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(thrown);
            }
        }

        void timeOut() {
            finished();
            result.completeExceptionally(new TimeoutException("not finished within " + limit.toMillis() + " ms"));
        }

        private void finished() {
            synchronized (workers) {
                unfinished--;
            }
        }
    }

    /** A thread with a group of its own, in which the threads that its checks start are too. */
    private final class Worker extends Thread {
        private final ThreadGroup group;
        private @Nullable Check<?> running;
        private long startedNanos;
        private boolean givenUp;
        private int threadsBefore;
        private String leaker = "";

        Worker(String name) {
            this(new ThreadGroup(CheckPool.this.group, name), name);
        }

        private Worker(ThreadGroup group, String name) {
            super(group, name);
            this.group = group;
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
            // Those who wait for a verdict run on this thread too, and may keep the threads that they start.
            threadsBefore = group.activeCount();
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
            if (givenUp || check == null || System.nanoTime() - startedNanos < limit.toNanos()) {
                return null;
            }
            givenUp = true;
            lost.merge(check.owner, 1, Integer::sum);
            interrupt();
            return check;
        }

        /** Gives itself up if its check has left threads behind. */
        boolean retireIfLeaking(String owner) {
            synchronized (this) {
                if (group.activeCount() <= threadsBefore) {
                    return false;
                }
                givenUp = true;
            }
            leaker = owner;
            lost.merge(owner, 1, Integer::sum);
            synchronized (leaking) {
                leaking.add(this);
            }
            return true;
        }

        /** Whether all is gone that was not there before the check, and this thread with it. */
        synchronized boolean leakHasEnded() {
            return group.activeCount() < threadsBefore;
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
