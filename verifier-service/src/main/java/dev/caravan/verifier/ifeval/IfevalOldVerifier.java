package dev.caravan.verifier.ifeval;

import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import dev.caravan.verifier.spi.Verifier;
import java.util.Optional;

/** {@link IfevalVerifier} under the name that open-instruct gives to its functions, so that data sets that say {@code ifeval_old} work. */
public final class IfevalOldVerifier implements Verifier {

    private final IfevalVerifier ifeval = new IfevalVerifier();

    @Override
    public String name() {
        return "ifeval_old";
    }

    @Override
    public String version() {
        return ifeval.version();
    }

    @Override
    public void start(Options settings) {
        ifeval.start(settings);
    }

    @Override
    public Verdict verify(Submission submission) {
        return ifeval.verify(submission);
    }

    @Override
    public Optional<String> problem(String groundTruth, Options options) {
        return ifeval.problem(groundTruth, options);
    }
}
