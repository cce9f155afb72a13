package dev.caravan.cli.source;

import java.io.Serial;

/** A row is not an example. */
final class BadRowException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final String reason;

    /** @param reason what is wrong with it and what to do, naming the field */
    BadRowException(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
