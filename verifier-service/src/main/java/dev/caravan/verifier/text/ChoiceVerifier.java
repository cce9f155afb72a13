package dev.caravan.verifier.text;

import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import dev.caravan.verifier.spi.Verifier;
import java.util.Optional;
import java.util.Set;

/**
 * Compares the choice that the completion settles on, as {@link ChoiceFinder} finds it, with the letter that is the ground truth ({@code B},
 * also {@code (B)} or {@code b}). A completion that names several choices settles on none. Option: {@code choices}, the number of letters
 * that are choices, 2 to 26, 10 by default (A to J).
 */
public final class ChoiceVerifier implements Verifier {

    @Override
    public String name() {
        return "choice";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Verdict verify(Submission submission) {
        char last = last(submission.options());
        char right = letter(submission.groundTruth(), last);
        Choice choice = new ChoiceFinder(last).in(submission.completion());
        if (choice instanceof Choice.Of of) {
            return of.letter() == right
                    ? Verdict.right("choice " + right + " is right")
                    : Verdict.wrong("choice " + of.letter() + " is not " + right);
        }
        return Verdict.wrong(((Choice.None) choice).reason());
    }

    @Override
    public Optional<String> problem(String groundTruth, Options options) {
        try {
            letter(groundTruth, last(options));
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static char last(Options options) {
        options.only(Set.of("choices"));
        return (char) ('A' + options.number("choices", 10, 2, 26) - 1);
    }

    private static char letter(String groundTruth, char last) {
        String text = groundTruth.strip();
        if (text.startsWith("(") && text.endsWith(")") && text.length() == 3) {
            text = text.substring(1, 2);
        }
        if (text.length() == 1) {
            char letter = Character.toUpperCase(text.charAt(0));
            if (letter >= 'A' && letter <= last) {
                return letter;
            }
        }
        throw new IllegalArgumentException("ground truth '" + Shown.of(groundTruth)
                + "' must be the letter of a choice, A to " + last + "; for more letters set option 'choices'");
    }
}
