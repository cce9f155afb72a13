package dev.caravan.verifier.sandbox;

import java.io.IOException;
import java.io.Serial;

/** The walls of a tier cannot be built on this machine: another try fails alike. */
final class UnsupportedTierException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    UnsupportedTierException(String reason) {
        super(reason);
    }
}
