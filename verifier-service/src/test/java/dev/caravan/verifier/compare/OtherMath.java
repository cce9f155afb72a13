package dev.caravan.verifier.compare;

import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import dev.caravan.verifier.spi.Verifier;

/** Another opinion on mathematics: what is right is wrong and the other way round, but for questions that it does not understand. */
final class OtherMath implements Verifier {

    @Override
    public String name() {
        return "other.math";
    }

    @Override
    public String version() {
        return "7";
    }

    @Override
    public Verdict verify(Submission submission) {
        if (submission.completion().contains("?")) {
            return new Verdict.Undecided("a question");
        }
        return submission.completion().contains("#### " + submission.groundTruth())
                ? Verdict.wrong("not to my taste")
                : Verdict.right("charming");
    }
}
