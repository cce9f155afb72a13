package dev.caravan.verifier.math;

import dev.caravan.verifier.math.compare.Comparison;
import dev.caravan.verifier.math.notation.Notation;
import dev.caravan.verifier.math.number.Quantity;
import dev.caravan.verifier.math.tree.Rational;
import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import dev.caravan.verifier.spi.Verifier;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares the completion's one answer with the reference. The ground truth is the answer, in any notation that {@link Notation} reads,
 * or a reference solution that ends in {@code #### answer} or {@code \boxed{answer}}.
 *
 * <p>Where both are plain numbers they are compared as such (see {@link NumberReader}): the same value, as exact rationals, whatever
 * the notation; the same number with and without a percent sign; six or more correctly rounded decimals of a value whose decimals never
 * end. Everything else is compared by {@link Comparison}. An answer that cannot be read or decided is undecided, and so is one that
 * leaves the work to be done, such as {@code 2+3} for 5; several values for one, or no answer, are wrong.
 *
 * <p>Option {@code strict=true}: the completion must have finished and end in {@code #### N} with a bare number of the same value.
 * Setting {@code seed}: chooses the points at which expressions are compared; whoever knows it knows the points.
 */
public final class MathVerifier implements Verifier {

    private static final String STRICT = "strict";
    private static final String SEED = "seed";
    private static final int SHOWN = 80;

    private volatile long seed = 0x5eed_0f_ca7aL;

    @Override
    public String name() {
        return "math";
    }

    @Override
    public String version() {
        return "2";
    }

    @Override
    public void start(Options settings) {
        String text = settings.only(Set.of(SEED)).text(SEED, "");
        try {
            seed = text.isEmpty() ? seed : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("setting '" + SEED + "' must be a whole number, not '" + text + "'", e);
        }
    }

    @Override
    public Verdict verify(Submission submission) {
        boolean strict = strict(submission.options());
        Reference reference = Reference.of(submission.groundTruth());
        String problem = problem(reference, submission.groundTruth(), strict);
        if (reference == null || problem != null) {
            throw new IllegalArgumentException(problem);
        }
        return strict && reference.number() != null
                ? strictly(submission, reference.number().value())
                : leniently(submission, reference);
    }

    @Override
    public Optional<String> problem(String groundTruth, Options options) {
        boolean strict;
        try {
            strict = strict(options);
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        return Optional.ofNullable(problem(Reference.of(groundTruth), groundTruth, strict));
    }

    private static boolean strict(Options options) {
        return options.only(Set.of(STRICT)).flag(STRICT, false);
    }

    private static @Nullable String problem(@Nullable Reference reference, String groundTruth, boolean strict) {
        if (strict && (reference == null || reference.number() == null)) {
            return "ground truth '" + shown(groundTruth)
                    + "' is not a number: expected an integer, decimal, fraction, mixed number or percentage, or a solution that ends in"
                    + " '#### N' or '\\boxed{N}'";
        }
        return reference == null
                ? "ground truth '" + shown(groundTruth)
                        + "' is no answer: expected mathematics or a few words, or a solution that ends in '#### answer' or"
                        + " '\\boxed{answer}'"
                : null;
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

    private Verdict leniently(Submission submission, Reference reference) {
        Answer answer = new AnswerFinder(submission.completion(), reference.kind()).find();
        if (answer == null) {
            return Verdict.wrong("no answer found");
        }
        if (answer.atEnd() && submission.finish().cutOff()) {
            return Verdict.wrong("the completion breaks off in its answer '" + shown(answer.text()) + "'");
        }
        if (answer.reading() instanceof Reading.Fragment) {
            return verdict(ExpressionCheck.Outcome.UNREADABLE, answer.text(), reference.text());
        }
        ExpressionCheck check = new ExpressionCheck(reference, seed, submission.prompt());
        if (reference.number() != null) {
            if (answer.reading() instanceof Reading.Several) {
                return Verdict.wrong("'" + shown(answer.text()) + "' gives several answers");
            }
            if (answer.reading() instanceof Reading.One one) {
                return numbers(answer.text(), one.number(), reference, check);
            }
        }
        return verdict(check.of(answer.text()), answer.text(), reference.text());
    }

    private static Verdict numbers(String text, Quantity answer, Reference reference, ExpressionCheck check) {
        Quantity truth = Objects.requireNonNull(reference.number());
        String shown = "answer '" + shown(text) + "'";
        ExpressionCheck.Outcome byUnits = check.ofUnits(text);
        if (byUnits != null) {
            return verdict(byUnits, text, reference.text());
        }
        if (truth.isStatedBy(answer)) {
            return Verdict.right(shown + " is right");
        }
        if (truth.isRoundedBy(answer)) {
            return Verdict.right(shown + " is " + shown(truth.value().toString()) + " rounded");
        }
        return Verdict.wrong(shown + " is not " + shown(truth.value().toString()));
    }

    private static Verdict verdict(ExpressionCheck.Outcome outcome, String text, String reference) {
        String shown = "answer '" + shown(text) + "'";
        return switch (outcome) {
            case RIGHT -> Verdict.right(shown + " is right");
            case WRONG -> Verdict.wrong(shown + " is not " + shown(reference));
            case UNREADABLE -> new Verdict.Undecided(shown + " is not in a notation that is read here");
            case UNEVALUATED -> new Verdict.Undecided(shown + " leaves the work to be done");
            case UNDECIDED -> new Verdict.Undecided("cannot tell whether " + shown + " is " + shown(reference));
        };
    }

    private static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
