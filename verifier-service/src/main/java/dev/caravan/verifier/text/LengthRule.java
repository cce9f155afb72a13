package dev.caravan.verifier.text;

import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Submission;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What {@code max_length} and {@code up_to_max_length} share: the length that is asked for, in which unit, and how a difference counts. */
record LengthRule(int length, Unit unit, int scale) {

    private static final int LONGEST = 10_000_000;

    /** What a length is counted in. */
    enum Unit {
        TOKENS {
            @Override
            int of(Submission submission) {
                if (submission.tokens() < 0) {
                    throw new IllegalArgumentException("the number of tokens is not known;"
                            + " give it, or set option 'unit' to words or characters");
                }
                return submission.tokens();
            }
        },
        WORDS {
            @Override
            int of(Submission submission) {
                int words = 0;
                boolean inside = false;
                String text = submission.completion();
                for (int i = 0; i < text.length(); i++) {
                    boolean space = Character.isWhitespace(text.charAt(i));
                    words += !space && !inside ? 1 : 0;
                    inside = !space;
                }
                return words;
            }
        },
        CHARACTERS {
            @Override
            int of(Submission submission) {
                String text = submission.completion();
                return text.codePointCount(0, text.length());
            }
        };

        abstract int of(Submission submission);
    }

    /** @throws IllegalArgumentException if the ground truth is not a length or an option is not one */
    static LengthRule of(String groundTruth, Options options) {
        options.only(Set.of("unit", "scale"));
        return new LengthRule(
                length(groundTruth), options.choice("unit", Unit.TOKENS), options.number("scale", 8192, 1, LONGEST));
    }

    static Optional<String> problem(String groundTruth, Options options) {
        try {
            of(groundTruth, options);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** 1 at a difference of 0, falling to 0 at {@code scale} and beyond. */
    double score(int difference) {
        return Math.max(0, 1 - (double) difference / scale);
    }

    /** How the completion's length reads in a reason. */
    String said(int actual) {
        return actual + " " + unit.name().toLowerCase(Locale.ROOT) + " for " + length;
    }

    private static int length(String groundTruth) {
        try {
            double length = Double.parseDouble(groundTruth.strip());
            if (length >= 0 && length <= LONGEST && length == Math.rint(length)) {
                return (int) length;
            }
        } catch (NumberFormatException e) {
            // falls through to the same complaint
        }
        throw new IllegalArgumentException(
                "ground truth '" + Shown.of(groundTruth) + "' must be a length, a whole number from 0 to " + LONGEST);
    }
}
