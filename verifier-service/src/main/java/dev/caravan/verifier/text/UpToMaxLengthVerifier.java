package dev.caravan.verifier.text;

import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import dev.caravan.verifier.spi.Verifier;
import java.util.Optional;

/**
 * Scores whether the completion keeps to a length: 1 up to it, then falling linearly to 0 at {@code scale} beyond it. The ground
 * truth is the length. Options: {@code unit} = tokens (the default), words or characters; {@code scale}, 8192 by default. Open-instruct's
 * verifier of this name, whose scores can be negative, bounded at 0.
 */
public final class UpToMaxLengthVerifier implements Verifier {

    @Override
    public String name() {
        return "up_to_max_length";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Verdict verify(Submission submission) {
        LengthRule rule = LengthRule.of(submission.groundTruth(), submission.options());
        int actual = rule.unit().of(submission);
        return new Verdict.Scored(rule.score(Math.max(0, actual - rule.length())), rule.said(actual));
    }

    @Override
    public Optional<String> problem(String groundTruth, Options options) {
        return LengthRule.problem(groundTruth, options);
    }
}
