package dev.caravan.schemas;

import java.io.Serial;
import org.apache.kafka.common.errors.SerializationException;

/** Bytes are not a record of the expected type. A retry does not help. */
public class WireException extends SerializationException {
    @Serial
    private static final long serialVersionUID = 1;

    public WireException(String message) {
        super(message);
    }

    public WireException(String message, Throwable cause) {
        super(message, cause);
    }
}
