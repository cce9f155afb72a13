package dev.caravan.runtime.service;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread of a service. It calls a step again and again until it is closed; whatever escapes the step ends the thread, is logged once
 * with its cause and is {@link Health.State#DOWN} from then on.
 */
public final class ServiceThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceThread.class);

    /** One turn of a service's loop. It should return within a second, so that the thread can be stopped between two. */
    @FunctionalInterface
    public interface Step {
        void run() throws Exception;
    }

    private final Thread thread;
    private final Duration patience;
    private volatile boolean stopped;
    private volatile @Nullable Throwable failure;

    /**
     * A thread that is not started yet.
     *
     * @param name of the thread, and of the failure in the log
     * @param patience how long {@link #close} waits for the current step before it interrupts it
     * @param step what to do again and again
     */
    public ServiceThread(String name, Duration patience, Step step) {
        this.patience = patience;
        this.thread = new Thread(() -> loop(step), name);
        thread.setDaemon(true);
    }

    /** Starts and returns this. */
    public ServiceThread start() {
        thread.start();
        return this;
    }

    /** Whether it was asked to stop; for steps that loop inside. */
    public boolean stopped() {
        return stopped;
    }

    /** UP while it runs, STARTING before, DOWN after a failure. */
    public Health health() {
        Throwable failed = failure;
        if (failed != null) {
            return Health.down(thread.getName() + ": " + failed);
        }
        return thread.getState() == Thread.State.NEW ? Health.starting(thread.getName()) : Health.UP;
    }

    /** Lets the current step finish, interrupts it if that takes too long, and returns when the thread has ended. */
    @Override
    public void close() {
        stopped = true;
        try {
            thread.join(patience.toMillis());
            if (thread.isAlive()) {
                LOG.atWarn()
                        .addKeyValue("thread", thread.getName())
                        .addKeyValue("patience", patience)
                        .log("still in its step; interrupting");
                thread.interrupt();
                thread.join(patience.toMillis());
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private void loop(Step step) {
        try {
            while (!stopped) {
                step.run();
            }
        } catch (Throwable e) {
            if (stopped) {
                LOG.atDebug()
                        .addKeyValue("thread", thread.getName())
                        .setCause(e)
                        .log("ended while stopping");
            } else {
                failure = e;
                LOG.atError()
                        .addKeyValue("thread", thread.getName())
                        .setCause(e)
                        .log("service failed");
            }
        }
    }
}
