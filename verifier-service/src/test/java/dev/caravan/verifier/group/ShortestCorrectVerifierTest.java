package dev.caravan.verifier.group;

import dev.caravan.verifier.spi.Verifier;
import dev.caravan.verifier.testkit.VerifierContract;

class ShortestCorrectVerifierTest extends VerifierContract {

    @Override
    protected Verifier verifier() {
        return new ShortestCorrectVerifier();
    }
}
