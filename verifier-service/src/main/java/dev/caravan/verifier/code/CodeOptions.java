package dev.caravan.verifier.code;

import dev.caravan.verifier.sandbox.Language;
import dev.caravan.verifier.sandbox.Limits;
import dev.caravan.verifier.spi.Options;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * A prompt's options for a program.
 *
 * @param seconds processor time of one run, 1 to {@link #MOST_SECONDS}; the wall clock may show twice as much
 * @param memory MiB of address space
 * @param comparison how printed output is compared
 */
record CodeOptions(Language language, int seconds, int memory, Scoring scoring, OutputComparison comparison) {

    static final int MOST_SECONDS = 30;
    static final String LANGUAGE = "language";
    static final String SECONDS = "seconds";
    static final String MEMORY = "memory";
    static final String TOLERANCE = "tolerance";

    private static final Set<String> COMMON = Set.of(LANGUAGE, SECONDS, MEMORY, Scoring.SCORE, Scoring.THRESHOLD);
    private static final int THREADS = 16;
    private static final int OUTPUT = 64 << 20;
    private static final int FILES = 16 << 20;

    /** Of function tests. */
    static CodeOptions functions(Options options) {
        return read(options.only(COMMON), 10);
    }

    /** Of programs that read and print. */
    static CodeOptions stdio(Options options) {
        Set<String> known = new HashSet<>(COMMON);
        known.add(TOLERANCE);
        return read(options.only(known), 5);
    }

    private static CodeOptions read(Options options, int seconds) {
        return new CodeOptions(
                options.choice(LANGUAGE, Language.PYTHON),
                options.number(SECONDS, seconds, 1, MOST_SECONDS),
                options.number(MEMORY, 512, 64, 4096),
                Scoring.of(options),
                new OutputComparison(tolerance(options.text(TOLERANCE, "0"))));
    }

    /** Of the candidate. */
    Limits limits() {
        return limits(Duration.ofSeconds(2L * seconds));
    }

    /** Of the tests, which wait for the candidate and outlive it. */
    Limits harnessLimits() {
        return limits(Duration.ofSeconds(2L * seconds + 2));
    }

    /** Of a run of a program that prints. */
    Limits limits(int outputBytes) {
        return new Limits(
                Duration.ofSeconds(2L * seconds), Duration.ofSeconds(seconds), bytes(), THREADS, FILES, outputBytes);
    }

    private Limits limits(Duration wall) {
        return new Limits(wall, Duration.ofSeconds(seconds), bytes(), THREADS, FILES, OUTPUT);
    }

    private long bytes() {
        return (long) memory << 20;
    }

    private static BigDecimal tolerance(String text) {
        try {
            BigDecimal tolerance = text.length() > 20 ? BigDecimal.TEN : new BigDecimal(text);
            if (tolerance.signum() >= 0 && tolerance.compareTo(BigDecimal.ONE) < 0 && tolerance.scale() <= 20) {
                return tolerance;
            }
        } catch (NumberFormatException e) {
            // falls through to the same complaint
        }
        throw new IllegalArgumentException("option 'tolerance' must be a number from 0 to below 1, not '" + text + "'");
    }
}
