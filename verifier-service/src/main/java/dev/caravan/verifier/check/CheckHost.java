package dev.caravan.verifier.check;

import dev.caravan.runtime.settings.units.Size;
import dev.caravan.verifier.spi.GroupVerifier;
import dev.caravan.verifier.spi.GroupVerifier.Candidate;
import dev.caravan.verifier.spi.Pace;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import dev.caravan.verifier.spi.Verifier;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Runs checks: those of verifiers that only compute on a few shared threads, those of a verifier with a {@link Pace} on threads of its own,
 * so that programs and endpoints hold up nobody else. A submission that was judged before gets the same verdict without a check. Whatever a
 * verifier does, a verdict comes of it. Thread-safe.
 *
 * <p>Meters, with a prefix: those of each verifier (see {@link CheckMeters}), {@code waiting} (checks that wait for a thread) by threads, and
 * {@code hung} (checks that were given up and go on, or have left threads behind) by verifier.
 */
public final class CheckHost implements AutoCloseable {

    private static final String SHARED = "shared";

    private final Starts starts;
    private final Limits limits;
    private final MeterRegistry meters;
    private final String prefix;
    private final CheckPool shared;
    private final @Nullable VerdictCache cache;
    private final Map<Integer, Running> running = new ConcurrentHashMap<>();
    private final Map<String, CheckPool> pools = new ConcurrentHashMap<>();

    /**
     * Limits of the shared threads.
     *
     * @param threads checks at a time
     * @param pace wall-clock limit of one check, counted from its start
     * @param hung checks of one verifier that may hang before more are refused; of verifiers with a pace too
     * @param cache memory for verdicts; 0 for none
     */
    public record Limits(int threads, java.time.Duration pace, int hung, Size cache) {}

    /** @param prefix of the meters' names */
    public CheckHost(Starts starts, Limits limits, MeterRegistry meters, String prefix) {
        this.starts = starts;
        this.limits = limits;
        this.meters = meters;
        this.prefix = prefix;
        this.cache = limits.cache().bytes() == 0 ? null : new VerdictCache(limits.cache());
        this.shared = new CheckPool("verify", limits.threads(), limits.pace(), limits.hung());
        gauge(SHARED, shared);
    }

    /** Judges a submission. The future never fails; it completes on a checking thread, or on this one if nothing needs checking. */
    public CompletableFuture<Checked> check(Verifier verifier, Submission submission) {
        Running run = running(verifier);
        if (!run.problem().isEmpty()) {
            Checked failed = new Checked(new Verdict.Failed(run.problem(), false), 0);
            run.meters().checked(failed);
            return CompletableFuture.completedFuture(failed);
        }
        if (cache == null || !run.cacheable()) {
            return submit(run, submission);
        }
        VerdictCache.Key key = VerdictCache.key(run.number(), submission);
        Verdict known = cache.find(key);
        if (known != null) {
            run.meters().remembered(known);
            return CompletableFuture.completedFuture(new Checked(known, 0));
        }
        run.meters().notRemembered();
        VerdictCache remembering = cache;
        return submit(run, submission).whenComplete((checked, none) -> remembering.remember(key, checked.verdict()));
    }

    /** Judges a group: a verdict for each, in their order. As {@link #check}, but nothing is remembered. */
    public CompletableFuture<List<Checked>> checkGroup(GroupVerifier verifier, List<Candidate> group) {
        Running run = running(verifier);
        if (!run.problem().isEmpty()) {
            List<Checked> failed = all(group, new Verdict.Failed(run.problem(), false), 0);
            failed.forEach(run.meters()::checked);
            return CompletableFuture.completedFuture(failed);
        }
        return run.pool()
                .submit(verifier.name(), () -> {
                    long start = System.nanoTime();
                    List<Verdict> verdicts = verify(verifier, group);
                    long each = (System.nanoTime() - start) / group.size();
                    return verdicts.stream()
                            .map(verdict -> new Checked(verdict, each))
                            .toList();
                })
                .exceptionally(
                        error -> all(group, failure(error), run.pool().limit().toNanos()))
                .whenComplete((checked, none) -> checked.forEach(run.meters()::checked));
    }

    /** Lets go of a verifier that is gone, and of its threads. */
    public void forget(Verifier verifier) {
        List<Running> gone = running.values().stream()
                .filter(run -> run.verifier() == verifier)
                .toList();
        for (Running run : gone) {
            running.remove(run.number());
            if (run.pool() != shared) {
                pools.values().remove(run.pool());
                run.pool().close();
            }
        }
    }

    /** Checks that wait for a thread. */
    public int waiting() {
        return shared.waiting()
                + pools.values().stream().mapToInt(CheckPool::waiting).sum();
    }

    /** Stops checking; what is not complete never will be. */
    @Override
    public void close() {
        shared.close();
        pools.values().forEach(CheckPool::close);
    }

    private CompletableFuture<Checked> submit(Running run, Submission submission) {
        Verifier verifier = run.verifier();
        return run.pool()
                .submit(verifier.name(), () -> {
                    long start = System.nanoTime();
                    Verdict verdict = verify(verifier, submission);
                    return new Checked(verdict, System.nanoTime() - start);
                })
                .exceptionally(
                        error -> new Checked(failure(error), run.pool().limit().toNanos()))
                .whenComplete((checked, none) -> run.meters().checked(checked));
    }

    private static Verdict verify(Verifier verifier, Submission submission) {
        try {
            @Nullable Verdict verdict = verifier.verify(submission);
            return verdict == null ? new Verdict.Failed("the verifier returned nothing", false) : verdict;
        } catch (IllegalArgumentException e) {
            return new Verdict.Failed(String.valueOf(e.getMessage()), false);
        } catch (Throwable e) {
            // An Error too: of a verifier it says no more than an exception does.
            return new Verdict.Failed("the verifier failed: " + e, true);
        }
    }

    private static List<Verdict> verify(GroupVerifier verifier, List<Candidate> group) {
        try {
            @Nullable List<Verdict> verdicts = verifier.verifyGroup(group);
            if (verdicts != null
                    && verdicts.size() == group.size()
                    && verdicts.stream().allMatch(Objects::nonNull)) {
                return List.copyOf(verdicts);
            }
            Verdict failed = new Verdict.Failed("the verifier did not return a verdict for each of the group", false);
            return Collections.nCopies(group.size(), failed);
        } catch (IllegalArgumentException e) {
            return Collections.nCopies(group.size(), new Verdict.Failed(String.valueOf(e.getMessage()), false));
        } catch (Throwable e) {
            return Collections.nCopies(group.size(), new Verdict.Failed("the verifier failed: " + e, true));
        }
    }

    private static List<Checked> all(List<Candidate> group, Verdict verdict, long nanos) {
        return Collections.nCopies(group.size(), new Checked(verdict, nanos));
    }

    private static Verdict failure(Throwable error) {
        boolean expected = error instanceof TimeoutException || error instanceof RejectedExecutionException;
        return new Verdict.Failed(
                expected ? String.valueOf(error.getMessage()) : "the verifier failed: " + error, true);
    }

    private Running running(Verifier verifier) {
        Starts.Start start = starts.of(verifier);
        Running known = running.get(start.number());
        return known != null ? known : running.computeIfAbsent(start.number(), number -> run(start));
    }

    private Running run(Starts.Start start) {
        Verifier verifier = start.verifier();
        CheckMeters own = new CheckMeters(meters, prefix, verifier.name());
        if (!start.problem().isEmpty()) {
            String problem = "verifier '" + verifier.name() + "' cannot start: " + start.problem();
            return new Running(verifier, start.number(), shared, false, own, problem);
        }
        CheckPool pool = verifier.pace().map(pace -> pool(verifier, pace)).orElse(shared);
        return new Running(verifier, start.number(), pool, verifier.cacheable(), own, "");
    }

    private CheckPool pool(Verifier verifier, Pace pace) {
        String name = verifier.name();
        CheckPool pool = new CheckPool("verify-" + name, pace.concurrency(), pace.limit(), limits.hung());
        CheckPool before = pools.put(name + "@" + verifier.version(), pool);
        if (before != null) {
            before.close();
        }
        gauge(name, pool);
        return pool;
    }

    private void gauge(String threads, CheckPool pool) {
        // Of a verifier that was replaced, the meters are its successor's.
        meters.find(prefix + ".waiting").tag("threads", threads).meters().forEach(meters::remove);
        meters.find(prefix + ".hung").tag("threads", threads).meters().forEach(meters::remove);
        meters.gauge(prefix + ".waiting", Tags.of("threads", threads), pool, CheckPool::waiting);
        meters.gauge(prefix + ".hung", Tags.of("threads", threads), pool, CheckPool::hung);
    }

    /** A started verifier and where its checks run. */
    private record Running(
            Verifier verifier, int number, CheckPool pool, boolean cacheable, CheckMeters meters, String problem) {}
}
