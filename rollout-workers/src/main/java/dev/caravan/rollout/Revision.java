package dev.caravan.rollout;

import dev.caravan.policy.text.Tokenizer;
import dev.caravan.policy.weights.ModelFolder;
import java.time.Instant;

/**
 * One weight version of one run, whole and verified.
 *
 * @param digest of {@code model.weights()}, computed here and equal to what the publisher announced
 * @param tokenizer of {@code model}
 * @param publishedAt when its publisher announced it
 */
record Revision(String run, long version, String digest, ModelFolder model, Tokenizer tokenizer, Instant publishedAt) {

    /** Whether this continues {@code earlier}: a later version of the same run. A resumed learner's first version does not. */
    boolean follows(Revision earlier) {
        return run.equals(earlier.run) && version > earlier.version;
    }

    @Override
    public String toString() {
        return "version " + version + " of run " + run;
    }
}
