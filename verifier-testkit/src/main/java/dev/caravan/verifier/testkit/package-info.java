/**
 * Tests that every verifier should pass, for those who write one: extend {@link dev.caravan.verifier.testkit.VerifierContract}, which is
 * where to start reading.
 */
@NullMarked
package dev.caravan.verifier.testkit;

import org.jspecify.annotations.NullMarked;
