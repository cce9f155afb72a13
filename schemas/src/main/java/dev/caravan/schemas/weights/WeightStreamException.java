package dev.caravan.schemas.weights;

import java.io.Serial;

/** A weight version on the log cannot be used. A retry does not help; the next anchor does. */
public final class WeightStreamException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final String run;
    private final long version;

    /** @param problem what is wrong with the version, and with which chunk of it */
    public WeightStreamException(String run, long version, String problem) {
        super(message(run, version, problem));
        this.run = run;
        this.version = version;
    }

    /** @param cause what is wrong with the version, in its message */
    public WeightStreamException(String run, long version, RuntimeException cause) {
        super(message(run, version, String.valueOf(cause.getMessage())), cause);
        this.run = run;
        this.version = version;
    }

    /** Run of the version that is lost. */
    public String run() {
        return run;
    }

    /** The version that is lost. */
    public long version() {
        return version;
    }

    private static String message(String run, long version, String problem) {
        return "weights version " + version + " of run " + run + ": " + problem;
    }
}
