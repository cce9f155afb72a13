package dev.caravan.verifier.math.value;

/** Whether two things are the same, as far as one can tell. */
public enum Truth {
    YES,
    NO,
    UNKNOWN;

    public static Truth of(boolean yes) {
        return yes ? YES : NO;
    }

    public Truth and(Truth other) {
        if (this == NO || other == NO) {
            return NO;
        }
        return this == YES ? other : UNKNOWN;
    }

    public Truth or(Truth other) {
        if (this == YES || other == YES) {
            return YES;
        }
        return this == NO ? other : UNKNOWN;
    }
}
