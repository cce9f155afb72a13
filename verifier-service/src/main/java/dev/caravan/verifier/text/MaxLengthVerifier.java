package dev.caravan.verifier.text;

import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import dev.caravan.verifier.spi.Verifier;
import java.util.Optional;

/**
 * Scores how near the completion comes to a length: 1 at the length itself, falling linearly to 0 at {@code scale} from it, on either side. The ground
 * truth is the length. Options: {@code unit} = tokens (the default), words or characters; {@code scale}, 8192 by default. Open-instruct's
 * verifier of this name, whose scores can be negative, bounded at 0.
 */
public final class MaxLengthVerifier implements Verifier {

    @Override
    public String name() {
        return "max_length";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Verdict verify(Submission submission) {
        LengthRule rule = LengthRule.of(submission.groundTruth(), submission.options());
        int actual = rule.unit().of(submission);
        return new Verdict.Scored(rule.score(Math.abs(actual - rule.length())), rule.said(actual));
    }

    @Override
    public Optional<String> problem(String groundTruth, Options options) {
        return LengthRule.problem(groundTruth, options);
    }
}
