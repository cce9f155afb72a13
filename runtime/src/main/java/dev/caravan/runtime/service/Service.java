package dev.caravan.runtime.service;

/**
 * Something that works until it is closed. A service takes everything through its constructor ({@code (Settings, Kafka, MeterRegistry)}),
 * holds no static state and reads no system property, so that ten of them share a JVM or have one each.
 *
 * <p>A service that cannot work says so, by {@link Health.State#DOWN}, and stays down; it never limps. Its host then stops the process, and
 * whoever runs the process starts it anew.
 */
public interface Service extends AutoCloseable {

    /** Its name in logs, metrics, health and dead letters: {@code rollout-workers}, say. */
    String name();

    /**
     * Begins to work and returns; the work goes on on the service's own threads. Called once.
     *
     * @throws RuntimeException if it cannot start; the host then stops what has started and ends
     */
    void start();

    /** How it is; quick, from any thread. */
    Health health();

    /** Stops and returns when nothing of it runs any more. Called once, also after a failed {@link #start}. */
    @Override
    void close();
}
