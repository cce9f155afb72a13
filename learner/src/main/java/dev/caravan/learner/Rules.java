package dev.caravan.learner;

/** The one form in which this module's settings refuse a value: key, rule, value. */
final class Rules {

    private Rules() {}

    static void require(boolean holds, String key, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(key + " " + rule + ", got " + value);
        }
    }
}
