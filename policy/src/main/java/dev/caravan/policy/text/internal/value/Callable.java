package dev.caravan.policy.text.internal.value;

/** A function, macro or bound method. */
@FunctionalInterface
public interface Callable {

    /** Calls it. */
    Object call(Arguments arguments);
}
