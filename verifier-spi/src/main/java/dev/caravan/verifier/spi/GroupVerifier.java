package dev.caravan.verifier.spi;

import java.util.List;

/**
 * A verifier that judges the completions of one prompt against each other: by rank, by what they have in common. A completion that
 * comes alone is a group of one.
 */
public interface GroupVerifier extends Verifier {

    /**
     * Judges all completions of one prompt, which have the same ground truth, options and prompt.
     *
     * @return one verdict for each, in their order
     */
    List<Verdict> verifyGroup(List<Submission> group);

    /** No: a verdict depends on the group too. */
    @Override
    default boolean cacheable() {
        return false;
    }

    @Override
    default Verdict verify(Submission submission) {
        return verifyGroup(List.of(submission)).get(0);
    }
}
