package dev.caravan.verifier.math.value;

/** The work that one check may cost, counted in evaluations of functions at 70 digits; the same on every machine, unlike a clock. */
public final class Budget {

    private static final int WORK = 3_000;

    private double left = WORK;

    /** Leaves no more than so much. */
    void atMost(double work) {
        left = Math.min(left, work);
    }

    void spend(double work) throws UndecidableException {
        left -= work;
        if (left < 0) {
            throw new UndecidableException("too much work");
        }
    }
}
