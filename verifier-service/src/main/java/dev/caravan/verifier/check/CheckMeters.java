package dev.caravan.verifier.check;

import dev.caravan.verifier.spi.Verdict;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** One verifier's meters: {@code verdicts} by status, time of a {@code check}, and {@code cache} lookups by result. */
final class CheckMeters {

    private final Timer checks;
    private final Counter scored;
    private final Counter undecided;
    private final Counter errors;
    private final Counter hits;
    private final Counter misses;

    CheckMeters(MeterRegistry meters, String prefix, String verifier) {
        this.checks = Timer.builder(prefix + ".check")
                .description("time of a check, waiting and remembered verdicts excluded")
                .tag("verifier", verifier)
                .publishPercentiles(0.5, 0.99)
                .register(meters);
        String verdicts = prefix + ".verdicts";
        this.scored = meters.counter(verdicts, "verifier", verifier, "status", "scored");
        this.undecided = meters.counter(verdicts, "verifier", verifier, "status", "undecided");
        this.errors = meters.counter(verdicts, "verifier", verifier, "status", "error");
        String cache = prefix + ".cache";
        this.hits = meters.counter(cache, "verifier", verifier, "result", "hit");
        this.misses = meters.counter(cache, "verifier", verifier, "result", "miss");
    }

    void checked(Checked checked) {
        checks.record(checked.nanos(), TimeUnit.NANOSECONDS);
        count(checked.verdict());
    }

    void remembered(Verdict verdict) {
        hits.increment();
        count(verdict);
    }

    void notRemembered() {
        misses.increment();
    }

    private void count(Verdict verdict) {
        Counter counter =
                verdict instanceof Verdict.Scored ? scored : verdict instanceof Verdict.Undecided ? undecided : errors;
        counter.increment();
    }
}
