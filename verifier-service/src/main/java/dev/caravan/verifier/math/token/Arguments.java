package dev.caravan.verifier.math.token;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Keeps count of the arguments that a LaTeX command still waits for: an argument without braces is one digit or letter, so that {@code
 * \frac12} is a half and {@code \sqrt2x} is the root of 2 times x.
 */
final class Arguments {

    private final Deque<Integer> outer = new ArrayDeque<>();
    private int missing;

    /** A command was read that takes so many arguments. */
    void expect(int count) {
        missing = count;
    }

    /** Whether the next digit or letter is an argument by itself. */
    boolean next() {
        return missing > 0;
    }

    void filled() {
        missing = Math.max(0, missing - 1);
    }

    void open() {
        outer.push(missing);
        missing = 0;
    }

    void close() {
        missing = outer.isEmpty() ? 0 : Math.max(0, outer.pop() - 1);
    }

    /** The square brackets of an optional argument: they fill no place. */
    void bracket(boolean opens) {
        if (opens) {
            open();
        } else {
            missing = outer.isEmpty() ? 0 : outer.pop();
        }
    }
}
