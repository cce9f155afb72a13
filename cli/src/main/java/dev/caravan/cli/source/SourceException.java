package dev.caravan.cli.source;

import dev.caravan.runtime.CaravanException;
import java.io.Serial;

/** A source cannot be read at all: no such file, not the format it is said to be, no row with the fields that are named. */
public final class SourceException extends CaravanException {
    @Serial
    private static final long serialVersionUID = 1;

    /** @param message names the file, the field if there is one, and what to do */
    public SourceException(String message) {
        super(message);
    }

    /**
     * @param message names the file, the field if there is one, and what to do
     * @param cause what the reader said
     */
    public SourceException(String message, Throwable cause) {
        super(message, cause);
    }
}
