package dev.caravan.runtime;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Something is wrong and a retry does not help. The message names what failed (topic-partition@offset, prompt id, weight version,
 * recipe path) and says what to do.
 */
public class CaravanException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public CaravanException(String message) {
        super(message);
    }

    public CaravanException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
