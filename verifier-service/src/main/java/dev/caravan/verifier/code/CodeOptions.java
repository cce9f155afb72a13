package dev.caravan.verifier.code;

import dev.caravan.verifier.code.run.Allowance;
import dev.caravan.verifier.code.run.OutputComparison;
import dev.caravan.verifier.sandbox.program.Language;
import dev.caravan.verifier.spi.Options;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * A prompt's options for a program.
 *
 * @param allowance of one run
 * @param comparison how printed output is compared
 */
record CodeOptions(Language language, Allowance allowance, Scoring scoring, OutputComparison comparison) {

    static final int MOST_SECONDS = 30;
    static final String LANGUAGE = "language";
    static final String SECONDS = "seconds";
    static final String MEMORY = "memory";
    static final String TOLERANCE = "tolerance";

    /** The longest that a check with any options may take. */
    static final Duration LONGEST = new Allowance(Duration.ofSeconds(MOST_SECONDS), 1).wall();

    private static final Set<String> COMMON = Set.of(LANGUAGE, SECONDS, MEMORY, Scoring.SCORE, Scoring.THRESHOLD);

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
                new Allowance(
                        Duration.ofSeconds(options.number(SECONDS, seconds, 1, MOST_SECONDS)),
                        options.number(MEMORY, 512, 64, 4096)),
                Scoring.of(options),
                new OutputComparison(tolerance(options.text(TOLERANCE, "0"))));
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
