package dev.caravan.verifier.math.token;

/** The text is not in a notation that is read here, or is beyond the bounds. Cheap to throw: it has no stack trace. */
public final class UnreadableException extends Exception {

    private static final long serialVersionUID = 1L;

    public UnreadableException(String reason) {
        super(reason, null, false, false);
    }
}
