package dev.caravan.verifier.completion;

import dev.caravan.schemas.Metric;
import dev.caravan.schemas.Verdict;
import dev.caravan.schemas.VerdictStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts verdicts by run and verifier between two reports. Metrics of a run: {@code scored_per_second} and {@code score_latency_ms} (mean
 * time from a completion's end to its score); and with label {@code verifier}: {@code error_share}, {@code undecided_share} and {@code
 * check_ms} (mean). Thread-safe.
 */
final class Tally {

    private final String service;
    private final Duration every;
    private long sinceNanos;
    private Map<String, Run> runs = new TreeMap<>();

    Tally(String service, Duration every, long nowNanos) {
        this.service = service;
        this.every = every;
        this.sinceNanos = nowNanos;
    }

    synchronized void add(String run, List<Verdict> verdicts, Duration latency) {
        Run counts = runs.computeIfAbsent(run, name -> new Run());
        counts.scored++;
        counts.latencyMillis += latency.toNanos() / 1e6;
        for (Verdict verdict : verdicts) {
            Checks checks = counts.verifiers.computeIfAbsent(verdict.getVerifier(), name -> new Checks());
            checks.count++;
            checks.millis += verdict.getMillis();
            checks.errors += verdict.getStatus() == VerdictStatus.ERROR ? 1 : 0;
            checks.undecided += verdict.getStatus() == VerdictStatus.UNDECIDED ? 1 : 0;
        }
    }

    /** What was counted since the last report, if the next is due; empty if it is not or nothing was counted. */
    synchronized List<Metric> drainIfDue(long nowNanos) {
        long elapsed = nowNanos - sinceNanos;
        if (elapsed < every.toNanos()) {
            return List.of();
        }
        List<Metric> metrics = new ArrayList<>();
        Instant now = Instant.now();
        runs.forEach((run, counts) -> {
            metrics.add(metric(run, "scored_per_second", counts.scored / (elapsed / 1e9), Map.of(), now));
            metrics.add(metric(run, "score_latency_ms", counts.latencyMillis / counts.scored, Map.of(), now));
            counts.verifiers.forEach((verifier, checks) -> {
                Map<String, String> labels = Map.of("verifier", verifier);
                metrics.add(metric(run, "error_share", (double) checks.errors / checks.count, labels, now));
                metrics.add(metric(run, "undecided_share", (double) checks.undecided / checks.count, labels, now));
                metrics.add(metric(run, "check_ms", checks.millis / checks.count, labels, now));
            });
        });
        runs = new TreeMap<>();
        sinceNanos = nowNanos;
        return metrics;
    }

    private Metric metric(String run, String name, double value, Map<String, String> labels, Instant at) {
        return Metric.newBuilder()
                .setRun(run)
                .setService(service)
                .setName(name)
                .setValue(value)
                .setLabels(labels)
                .setAt(at)
                .build();
    }

    private static final class Run {
        private final Map<String, Checks> verifiers = new TreeMap<>();
        private int scored;
        private double latencyMillis;
    }

    private static final class Checks {
        private int count;
        private int errors;
        private int undecided;
        private double millis;
    }
}
