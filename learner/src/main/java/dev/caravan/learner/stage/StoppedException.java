package dev.caravan.learner.stage;

/** The service was asked to stop in the middle of a stage. What was done since the last checkpoint will be done again. */
public final class StoppedException extends RuntimeException {

    StoppedException() {
        super("the learner was asked to stop");
    }
}
