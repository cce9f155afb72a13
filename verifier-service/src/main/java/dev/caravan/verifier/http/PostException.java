package dev.caravan.verifier.http;

import java.io.Serial;

/** A request that came to nothing; says what failed and whether another try may help. */
public final class PostException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final boolean retriable;

    /**
     * @param message names the address and what went wrong
     * @param retriable whether it may go away by itself
     */
    public PostException(String message, boolean retriable) {
        super(message);
        this.retriable = retriable;
    }

    /** Whether it may go away by itself. */
    public boolean retriable() {
        return retriable;
    }
}
