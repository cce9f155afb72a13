package dev.caravan.verifier.math.value;

/** A value that cannot be had: undefined, unsupported, or beyond the bounds. Cheap to throw: it has no stack trace. */
final class UndecidableException extends Exception {

    private static final long serialVersionUID = 1L;

    UndecidableException(String reason) {
        super(reason, null, false, false);
    }
}
