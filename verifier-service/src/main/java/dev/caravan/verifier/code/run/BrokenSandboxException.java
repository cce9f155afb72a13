package dev.caravan.verifier.code.run;

/** A sandbox failed, not what ran in it: trying again may help. */
public final class BrokenSandboxException extends Exception {

    private static final long serialVersionUID = 1L;

    public BrokenSandboxException(String message) {
        super(message);
    }
}
