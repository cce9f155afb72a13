package dev.caravan.schemas;

import java.io.Serial;

/** A weight version on the log cannot be put together. A retry does not help; the next anchor does. */
public final class WeightStreamException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final String run;
    private final long version;

    WeightStreamException(String run, long version, String problem) {
        super("weights version " + version + " of run " + run + ": " + problem);
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
}
