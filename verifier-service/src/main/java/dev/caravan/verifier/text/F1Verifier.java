package dev.caravan.verifier.text;

import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import dev.caravan.verifier.spi.Verifier;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Scores the overlap of words with the ground truth, as {@link SquadText#f1}; with several acceptable answers the best of them. Options:
 *
 * <ul>
 *   <li>{@code take}: the {@link Part} that is compared, {@code final} by default;
 *   <li>{@code any}: whether the ground truth is a JSON array of acceptable answers; false by default;
 *   <li>{@code floor}: score of an answer that is given but shares no word, 0 by default.
 * </ul>
 */
public final class F1Verifier implements Verifier {

    private static final String TAKE = "take";
    private static final String ANY = "any";
    private static final String FLOOR = "floor";

    @Override
    public String name() {
        return "f1";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Verdict verify(Submission submission) {
        Overlap overlap = Overlap.of(submission.groundTruth(), submission.options());
        Optional<String> taken = overlap.take().of(submission.completion());
        if (taken.isEmpty() || taken.get().isBlank()) {
            return Verdict.wrong("nothing to compare: no " + overlap.take().label());
        }
        List<String> answer = SquadText.tokens(taken.get());
        double best = 0;
        String nearest = "";
        for (String truth : overlap.truths()) {
            double score = SquadText.f1(answer, SquadText.tokens(truth));
            if (score > best) {
                best = score;
                nearest = truth;
            }
        }
        if (best == 0) {
            return new Verdict.Scored(
                    overlap.floor(), "'" + Shown.of(taken.get()) + "' shares no word with the ground truth");
        }
        return new Verdict.Scored(
                best,
                String.format(
                        Locale.ROOT, "'%s' has F1 %.3f with '%s'", Shown.of(taken.get()), best, Shown.of(nearest)));
    }

    @Override
    public Optional<String> problem(String groundTruth, Options options) {
        try {
            Overlap.of(groundTruth, options);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private record Overlap(Part take, List<String> truths, double floor) {

        static Overlap of(String groundTruth, Options options) {
            options.only(Set.of(TAKE, ANY, FLOOR));
            List<String> truths = Truths.of(groundTruth, options.flag(ANY, false));
            for (String truth : truths) {
                if (SquadText.tokens(truth).isEmpty()) {
                    throw new IllegalArgumentException("ground truth '" + Shown.of(truth) + "' has no words");
                }
            }
            return new Overlap(options.choice(TAKE, Part.FINAL), truths, floor(options.text(FLOOR, "0")));
        }

        private static double floor(String text) {
            try {
                double floor = Double.parseDouble(text);
                if (floor >= 0 && floor <= 1) {
                    return floor;
                }
            } catch (NumberFormatException e) {
                // falls through to the same complaint
            }
            throw new IllegalArgumentException("option 'floor' must be a number from 0 to 1, not '" + text + "'");
        }
    }
}
