package dev.caravan.verifier.math.openinstruct;

import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import dev.caravan.verifier.spi.Verifier;
import java.util.Optional;
import java.util.Set;

/**
 * open-instruct's {@code math}: any of the last box and the answer in the format of {@link StrictMathVerifier}, else the last text
 * between dollars, else the whole completion, is the ground truth as text or in value. Whoever gives two of these has two tries.
 */
public final class OpenInstructMathVerifier implements Verifier {

    @Override
    public String name() {
        return "open_instruct_math";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Verdict verify(Submission submission) {
        problem(submission.groundTruth(), submission.options()).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
        return Answers.verdict(Answers.lenient(submission.completion()), submission.groundTruth());
    }

    @Override
    public Optional<String> problem(String groundTruth, Options options) {
        return Labels.problem(groundTruth, options, Set.of());
    }
}
