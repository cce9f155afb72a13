/**
 * Verifiers that judge the completions of one prompt against each other. Start reading at {@link dev.caravan.verifier.group.GroupChecks} (how
 * groups come and go), then {@link dev.caravan.verifier.group.ShortestCorrectVerifier} (one of them).
 */
@NullMarked
package dev.caravan.verifier.group;

import org.jspecify.annotations.NullMarked;
