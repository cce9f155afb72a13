package dev.caravan.verifier.math.openinstruct;

import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import dev.caravan.verifier.spi.Verifier;
import java.util.Optional;
import java.util.Set;

/**
 * open-instruct's {@code strict_math}: the answer in the format {@code Final Answer: The final answer is X. I hope it is correct.}, else
 * the whole completion, normalised, is the ground truth as text or in value.
 */
public final class StrictMathVerifier implements Verifier {

    @Override
    public String name() {
        return "strict_math";
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
        return Answers.verdict(Answers.strict(submission.completion()), submission.groundTruth());
    }

    @Override
    public Optional<String> problem(String groundTruth, Options options) {
        return Labels.problem(groundTruth, options, Set.of());
    }
}
