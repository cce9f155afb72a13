package dev.caravan.verifier.math.notation;

/** The text is not in a notation that is read here, or is beyond the bounds. Cheap to throw: it has no stack trace. */
final class UnreadableException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableException(String reason) {
        super(reason, null, false, false);
    }
}
