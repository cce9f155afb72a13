package dev.caravan.verifier.spi;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A verifier that judges the completions of one prompt against each other: by rank, by what they have in common. The host waits for the
 * whole group, or for its deadline, and for the verdicts of the prompt's other verifiers. A completion that comes alone is a group of one.
 */
public interface GroupVerifier extends Verifier {

    /**
     * One completion of a group.
     *
     * @param reward what the prompt's other verifiers made of it, in [0, 1]; empty if there are none or one of them failed
     */
    record Candidate(Submission submission, OptionalDouble reward) {}

    /**
     * Judges all completions of one prompt, which have the same ground truth, options and prompt.
     *
     * @param group at least one, in the order in which they were asked for
     * @return one verdict for each, in their order
     */
    List<Verdict> verifyGroup(List<Candidate> group);

    /** No: a verdict depends on the group too. */
    @Override
    default boolean cacheable() {
        return false;
    }

    @Override
    default Verdict verify(Submission submission) {
        return verifyGroup(List.of(new Candidate(submission, OptionalDouble.empty())))
                .get(0);
    }
}
