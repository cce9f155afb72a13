package dev.caravan.policy.text.internal.render;

import dev.caravan.policy.text.internal.value.JinjaException;

/** What one rendering may still use. */
final class Budget {

    private static final int MAX_STEPS = 2_000_000;
    private static final int MAX_CALLS = 100;

    private int steps;
    private int calls;

    /** One statement or expression, or one element looked at. */
    void step() {
        steps(1);
    }

    void steps(int count) {
        steps += count;
        if (steps > MAX_STEPS) {
            throw new JinjaException("the template does not end within " + MAX_STEPS + " steps");
        }
    }

    void enter() {
        if (++calls > MAX_CALLS) {
            throw new JinjaException("macros call each other more than " + MAX_CALLS + " deep");
        }
    }

    void leave() {
        calls--;
    }
}
