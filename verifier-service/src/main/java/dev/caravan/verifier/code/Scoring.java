package dev.caravan.verifier.code;

import dev.caravan.verifier.code.run.Tested;
import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Verdict;
import java.util.Locale;

/**
 * How passed tests become a score: nothing below a share of them, from there on 1 or the share itself.
 *
 * @param threshold least share of passed tests that scores, in percent
 * @param fraction whether the score is the share rather than 1
 */
record Scoring(int threshold, boolean fraction) {

    static final String SCORE = "score";
    static final String THRESHOLD = "threshold";

    private enum Score {
        ALL,
        FRACTION
    }

    static Scoring of(Options options) {
        boolean fraction = options.choice(SCORE, Score.ALL) == Score.FRACTION;
        return new Scoring(options.number(THRESHOLD, fraction ? 0 : 100, 0, 100), fraction);
    }

    /** Whether a program that has failed one test can score at all, so that the others are worth running. */
    boolean forgives() {
        return fraction || threshold < 100;
    }

    Verdict verdict(Tested tested) {
        if (tested instanceof Tested.Unusable unusable) {
            return new Verdict.Failed(unusable.reason(), unusable.retriable());
        }
        Tested.Ran ran = (Tested.Ran) tested;
        int passed = ran.passed();
        int total = ran.tests().size();
        boolean enough = passed > 0 && 100L * passed >= (long) threshold * total;
        double score = !enough ? 0 : fraction ? (double) passed / total : 1;
        String share = String.format(Locale.ROOT, "%d of %d tests passed", passed, total);
        return new Verdict.Scored(score, ran.first().isEmpty() ? share : share + "; first failing: " + ran.first());
    }
}
