package dev.caravan.broker;

import java.io.Serial;

/** The broker could not start, or could not stop. */
public final class BrokerException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    BrokerException(String message, Throwable cause) {
        super(message, cause);
    }
}
