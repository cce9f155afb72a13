package dev.caravan.verifier.spi;

/** How a completion ended: by its stop token, at the length limit, given up, or nobody knows (text that was not sampled here). */
public enum Finish {
    STOP,
    LENGTH,
    ABORTED,
    UNKNOWN;

    /** Whether the text is known to break off. */
    public boolean cutOff() {
        return this == LENGTH || this == ABORTED;
    }
}
