package dev.caravan.policy.optimizer;

/** Training produced a number that is not finite. No retry helps; the weights are those before the step. */
public final class DivergedException extends RuntimeException {

    public DivergedException(String message) {
        super(message);
    }
}
