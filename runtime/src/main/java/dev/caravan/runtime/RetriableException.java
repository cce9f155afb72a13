package dev.caravan.runtime;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Something failed that may work when it is tried again: a broker that is away, a full sandbox. */
public class RetriableException extends CaravanException {
    @Serial
    private static final long serialVersionUID = 1;

    public RetriableException(String message) {
        super(message);
    }

    public RetriableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
