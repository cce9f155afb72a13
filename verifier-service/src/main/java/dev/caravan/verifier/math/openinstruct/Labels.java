package dev.caravan.verifier.math.openinstruct;

import dev.caravan.verifier.spi.Options;
import java.util.Optional;
import java.util.Set;

/** What the three verifiers ask of a ground truth, and how they quote texts. */
final class Labels {

    /** Longer answers are not compared: no reference of the data sets comes near. */
    static final int MAX_ANSWER = 4_000;

    private static final int SHOWN = 80;

    private Labels() {}

    static Optional<String> problem(String groundTruth, Options options, Set<String> known) {
        try {
            options.only(known);
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        if (groundTruth.isBlank() || groundTruth.length() > MAX_ANSWER) {
            return Optional.of("ground truth '" + shown(groundTruth) + "' must be an answer of 1 to " + MAX_ANSWER
                    + " characters");
        }
        return Optional.empty();
    }

    static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
