package dev.caravan.verifier;

import dev.caravan.runtime.settings.Default;
import dev.caravan.runtime.settings.Doc;
import dev.caravan.runtime.settings.units.Size;
import java.time.Duration;

/** How checks are run. */
public record JudgeSettings(
        @Default("2") @Doc("checks that run at a time, 1 to 256") int threads,
        @Default("10s") @Doc("wall-clock limit of one check, 10ms or more; one that overruns it is an ERROR")
                Duration limit,
        @Default("8")
                @Doc(
                        "checks of one verifier that may hang, each on a lost thread, before its further checks are refused; 1 or more")
                int hung,
        @Default("64MiB")
                @Doc(
                        "memory for the verdicts of submissions that may come again, which are not checked twice; 0 for none")
                Size cache) {
    public JudgeSettings {
        if (threads < 1 || threads > 256) {
            throw new IllegalArgumentException("threads must be 1 to 256: " + threads);
        }
        if (limit.compareTo(Duration.ofMillis(10)) < 0) {
            throw new IllegalArgumentException("limit must be at least 10ms: " + limit);
        }
        if (hung < 1) {
            throw new IllegalArgumentException("hung must be at least 1: " + hung);
        }
    }

    /** Settings of a judge that remembers nothing. */
    public JudgeSettings(int threads, Duration limit, int hung) {
        this(threads, limit, hung, new Size(0));
    }
}
