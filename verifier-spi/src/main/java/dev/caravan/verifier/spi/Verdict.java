package dev.caravan.verifier.spi;

/** What a verifier says about a completion; the reason is for people to read and names what was compared. */
public sealed interface Verdict {

    String reason();

    /** The verifier could tell: {@code score} in [0, 1], 1 being right. */
    record Scored(double score, String reason) implements Verdict {
        public Scored {
            if (!(score >= 0 && score <= 1)) {
                throw new IllegalArgumentException("score must be within 0 and 1: " + score);
            }
        }
    }

    /** The verifier could not tell whether the completion is right. Counts as a score of 0, and is counted apart. */
    record Undecided(String reason) implements Verdict {}

    /** The check itself failed: says nothing about the completion and never becomes a reward. */
    record Failed(String reason, boolean retriable) implements Verdict {}

    static Verdict right(String reason) {
        return new Scored(1, reason);
    }

    static Verdict wrong(String reason) {
        return new Scored(0, reason);
    }
}
