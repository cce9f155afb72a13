package dev.caravan.verifier.plugin.kafka;

import dev.caravan.runtime.settings.Default;
import dev.caravan.runtime.settings.Doc;
import java.time.Duration;

/** A verifier whose workers take their work from a topic. */
public record WorkerSettings(
        @Doc("version of the workers that are asked; answers of others do not count") String version,
        @Default("30s") @Doc("time for an answer, waiting for a worker included; 10ms to 10m") Duration deadline,
        @Default("64") @Doc("requests under way at a time, 1 to 1024") int concurrency,
        @Default("4") @Doc("partitions that the two topics are created with, 1 or more") int partitions) {

    public WorkerSettings {
        if (version.isBlank()) {
            throw new IllegalArgumentException("version must not be empty");
        }
        if (deadline.compareTo(Duration.ofMillis(10)) < 0 || deadline.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException("deadline must be 10ms to 10m: " + deadline);
        }
        if (concurrency < 1 || concurrency > 1024) {
            throw new IllegalArgumentException("concurrency must be 1 to 1024: " + concurrency);
        }
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions must be at least 1: " + partitions);
        }
    }
}
