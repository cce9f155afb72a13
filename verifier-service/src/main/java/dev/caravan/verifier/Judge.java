package dev.caravan.verifier;

import dev.caravan.schemas.VerdictStatus;
import dev.caravan.schemas.VerifierSpec;
import dev.caravan.verifier.spi.Finish;
import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import dev.caravan.verifier.spi.Verifier;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Judges completions with the verifiers of a registry, each check on a thread of its own for a limited time. Whatever a verifier does, a
 * verdict comes of it: what it throws, and its silence, are ERROR. Thread-safe.
 *
 * <p>Meters, by verifier: {@code caravan.verifier.check} (time of a check, waiting excluded) and {@code caravan.verifier.verdicts} (count by
 * status); {@code caravan.verifier.waiting} (checks that wait for a thread).
 */
public final class Judge implements AutoCloseable {

    private static final int MAX_REASON = 500;

    private final VerifierRegistry registry;
    private final JudgeSettings settings;
    private final MeterRegistry meters;
    private final CheckPool pool;

    /** A judge with its own threads; it closes the registry. */
    public Judge(VerifierRegistry registry, JudgeSettings settings, MeterRegistry meters) {
        this.registry = registry;
        this.settings = settings;
        this.meters = meters;
        this.pool = new CheckPool(settings.threads(), settings.limit(), settings.hung());
        meters.gauge("caravan.verifier.waiting", pool, CheckPool::waiting);
    }

    /** The verifiers that it can ask. */
    public VerifierRegistry registry() {
        return registry;
    }

    /**
     * Judges one completion. The future never fails; it completes on a checking thread, or on this one if there is nothing to check.
     *
     * @param specs the verifiers to ask, with what they need to know
     * @param prompt the prompt as text; empty if unknown
     * @param finish how it ended; an ABORTED completion is not judged, its verdicts are ERROR
     */
    public CompletableFuture<Judgement> judge(
            List<VerifierSpec> specs, String completion, String prompt, Finish finish) {
        List<CompletableFuture<Outcome>> checks = new ArrayList<>(specs.size());
        for (VerifierSpec spec : specs) {
            checks.add(check(spec, completion, prompt, finish));
        }
        if (checks.size() == 1) {
            return checks.get(0).thenApply(outcome -> judgement(List.of(outcome)));
        }
        return CompletableFuture.allOf(checks.toArray(new CompletableFuture<?>[0]))
                .thenApply(done ->
                        judgement(checks.stream().map(CompletableFuture::join).toList()));
    }

    /** Checks that wait for a thread. */
    int waiting() {
        return pool.waiting();
    }

    /** Stops checking; judgements that are not complete never will be. */
    @Override
    public void close() {
        pool.close();
        registry.close();
    }

    private CompletableFuture<Outcome> check(VerifierSpec spec, String completion, String prompt, Finish finish) {
        Verifier verifier = registry.find(spec.getName()).orElse(null);
        if (verifier == null) {
            // Unknown names come from outside: as a label they would grow the meters without bound.
            return CompletableFuture.completedFuture(
                    outcome(spec, "", new Verdict.Failed(registry.unknown(spec.getName()), false), 0));
        }
        if (!(spec.getWeight() > 0 && Double.isFinite(spec.getWeight()))) {
            Verdict invalid = new Verdict.Failed("weight must be above 0: " + spec.getWeight(), false);
            return CompletableFuture.completedFuture(outcome(spec, verifier.version(), invalid, 0));
        }
        if (finish == Finish.ABORTED) {
            // Nobody finished it: that says nothing about the policy.
            Verdict aborted = new Verdict.Failed("the completion was aborted; it is not judged", false);
            return CompletableFuture.completedFuture(outcome(spec, verifier.version(), aborted, 0));
        }
        Submission submission =
                new Submission(completion, spec.getGroundTruth(), new Options(spec.getOptions()), prompt, finish);
        return pool.submit(verifier.name(), () -> {
                    long start = System.nanoTime();
                    Verdict verdict = verify(verifier, submission);
                    return outcome(spec, verifier.version(), verdict, System.nanoTime() - start);
                })
                .exceptionally(error -> outcome(
                        spec,
                        verifier.version(),
                        failure(error),
                        settings.limit().toNanos()))
                .whenComplete((outcome, error) -> count(verifier.name(), outcome));
    }

    private static Verdict verify(Verifier verifier, Submission submission) {
        try {
            @Nullable Verdict verdict = verifier.verify(submission);
            return verdict == null ? new Verdict.Failed("the verifier returned nothing", false) : verdict;
        } catch (IllegalArgumentException e) {
            return new Verdict.Failed(String.valueOf(e.getMessage()), false);
        } catch (RuntimeException | StackOverflowError e) {
            return new Verdict.Failed("the verifier failed: " + e, true);
        }
    }

    private static Verdict failure(Throwable error) {
        boolean expected = error instanceof TimeoutException || error instanceof RejectedExecutionException;
        return new Verdict.Failed(
                expected ? String.valueOf(error.getMessage()) : "the verifier failed: " + error, true);
    }

    private void count(String verifier, Outcome outcome) {
        String status = outcome.verdict().getStatus().name().toLowerCase(Locale.ROOT);
        meters.counter("caravan.verifier.verdicts", "verifier", verifier, "status", status)
                .increment();
        Timer.builder("caravan.verifier.check")
                .tag("verifier", verifier)
                .publishPercentiles(0.5, 0.99)
                .register(meters)
                .record((long) (outcome.verdict().getMillis() * 1e6), TimeUnit.NANOSECONDS);
    }

    private static Outcome outcome(VerifierSpec spec, String version, Verdict verdict, long nanos) {
        VerdictStatus status = verdict instanceof Verdict.Scored
                ? VerdictStatus.SCORED
                : verdict instanceof Verdict.Undecided ? VerdictStatus.UNDECIDED : VerdictStatus.ERROR;
        String reason = verdict.reason();
        return new Outcome(
                dev.caravan.schemas.Verdict.newBuilder()
                        .setVerifier(spec.getName())
                        .setVersion(version)
                        .setStatus(status)
                        .setScore(verdict instanceof Verdict.Scored scored ? scored.score() : 0)
                        .setReason(reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON) + "…")
                        .setWeight(spec.getWeight())
                        .setMillis(nanos / 1e6)
                        .build(),
                !(verdict instanceof Verdict.Failed failed) || failed.retriable());
    }

    private static Judgement judgement(List<Outcome> outcomes) {
        return new Judgement(
                outcomes.stream().map(Outcome::verdict).toList(),
                outcomes.stream().allMatch(Outcome::retryHelps));
    }

    /** A verdict for the log, and whether trying again may change it if it is ERROR. */
    private record Outcome(dev.caravan.schemas.Verdict verdict, boolean retryHelps) {}
}
