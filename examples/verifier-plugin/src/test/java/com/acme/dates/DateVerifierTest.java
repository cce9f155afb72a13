package com.acme.dates;

import dev.caravan.verifier.spi.Verifier;
import dev.caravan.verifier.testkit.VerifierContract;

class DateVerifierTest extends VerifierContract {

    @Override
    protected Verifier verifier() {
        return new DateVerifier();
    }
}
