package dev.caravan.verifier.code;

/** A sandbox failed, not what ran in it: trying again may help. */
final class BrokenSandboxException extends Exception {

    private static final long serialVersionUID = 1L;

    BrokenSandboxException(String message) {
        super(message);
    }
}
