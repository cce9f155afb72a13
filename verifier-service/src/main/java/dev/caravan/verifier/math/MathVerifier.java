package dev.caravan.verifier.math;

import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import dev.caravan.verifier.spi.Verifier;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares the completion's one answer with a number, exactly. The ground truth is a number in any notation that {@link
 * NumberReader} reads, with a unit if it likes, or a reference solution that ends in {@code #### N} or {@code \boxed{N}}.
 *
 * <p>What counts as equal: the same value, as exact rationals, whatever the notation ({@code 0.75}, {@code 3/4}, {@code 75\%}); the
 * same number with and without a percent sign; six or more correctly rounded decimals of a value whose decimals never end. An answer
 * that is no number as far as this verifier can read, such as {@code \sqrt{4}} or {@code 2+3}, is undecided; several numbers, or none,
 * are wrong.
 *
 * <p>Option {@code strict=true}: the completion must have finished and end in {@code #### N} with a bare number of the same value.
 */
public final class MathVerifier implements Verifier {

    private static final String STRICT = "strict";
    private static final int SHOWN = 80;

    @Override
    public String name() {
        return "math";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Verdict verify(Submission submission) {
        boolean strict = strict(submission.options());
        Quantity truth = truth(submission.groundTruth());
        if (truth == null) {
            throw new IllegalArgumentException(unusable(submission.groundTruth()));
        }
        return strict ? strictly(submission, truth.value()) : leniently(submission, truth);
    }

    @Override
    public Optional<String> problem(String groundTruth, Options options) {
        try {
            strict(options);
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        return truth(groundTruth) == null ? Optional.of(unusable(groundTruth)) : Optional.empty();
    }

    private static boolean strict(Options options) {
        return options.only(Set.of(STRICT)).flag(STRICT, false);
    }

    private static @Nullable Quantity truth(String groundTruth) {
        if (AnswerReader.readWhole(groundTruth) instanceof Reading.One one) {
            return one.number();
        }
        Answer marked = new AnswerFinder(groundTruth).marked();
        return marked != null && marked.reading() instanceof Reading.One one ? one.number() : null;
    }

    private static String unusable(String groundTruth) {
        return "ground truth '" + shown(groundTruth)
                + "' is not a number: expected an integer, decimal, fraction, mixed number or percentage, or a solution that ends in"
                + " '#### N' or '\\boxed{N}'";
    }

    private static Verdict strictly(Submission submission, Rational truth) {
        if (submission.finish().cutOff()) {
            return Verdict.wrong("the completion did not finish");
        }
        Rational answer = StrictAnswer.read(submission.completion());
        if (answer == null) {
            return Verdict.wrong("the completion does not end in '#### N'");
        }
        return answer.equals(truth)
                ? Verdict.right("answer " + shown(answer.toString()) + " is right")
                : Verdict.wrong("answer " + shown(answer.toString()) + " is not " + shown(truth.toString()));
    }

    private static Verdict leniently(Submission submission, Quantity truth) {
        Answer answer = new AnswerFinder(submission.completion()).find();
        if (answer == null) {
            return Verdict.wrong("no answer found");
        }
        if (answer.atEnd() && submission.finish().cutOff()) {
            return Verdict.wrong("the completion breaks off in its answer '" + shown(answer.text()) + "'");
        }
        if (answer.reading() instanceof Reading.One one) {
            return compare(answer.text(), one.number(), truth);
        }
        return answer.reading() instanceof Reading.Several
                ? Verdict.wrong("'" + shown(answer.text()) + "' gives several answers")
                : new Verdict.Undecided(
                        "answer '" + shown(answer.text()) + "' is not in a notation of numbers that is read here");
    }

    private static Verdict compare(String text, Quantity answer, Quantity truth) {
        String shown = "answer '" + shown(text) + "'";
        if (truth.isStatedBy(answer)) {
            return Verdict.right(shown + " is right");
        }
        if (truth.isRoundedBy(answer)) {
            return Verdict.right(shown + " is " + shown(truth.value().toString()) + " rounded");
        }
        return Verdict.wrong(shown + " is not " + shown(truth.value().toString()));
    }

    private static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
