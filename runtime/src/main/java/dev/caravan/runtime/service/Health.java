package dev.caravan.runtime.service;

/**
 * How a service is.
 *
 * @param state whether it works
 * @param detail what it is doing or what is wrong, in a few words; empty if there is nothing to say
 */
public record Health(State state, String detail) {
    /** See {@link Health#state}. */
    public enum State {
        /** Not ready yet. */
        STARTING,
        /** Works. */
        UP,
        /** Cannot work and will not again: the host stops the process. */
        DOWN
    }

    /** Works, nothing to say. */
    public static final Health UP = up("");

    /** Works. */
    public static Health up(String detail) {
        return new Health(State.UP, detail);
    }

    /** Not ready yet. */
    public static Health starting(String detail) {
        return new Health(State.STARTING, detail);
    }

    /** Cannot work, for this reason. */
    public static Health down(String detail) {
        return new Health(State.DOWN, detail);
    }
}
