/**
 * What is said to a sandbox and what it says: a {@link dev.caravan.verifier.sandbox.program.Program} with its limits goes in, a
 * {@link dev.caravan.verifier.sandbox.program.Cell} is where it lives, and an {@link dev.caravan.verifier.sandbox.program.Ending} is how it ended.
 */
@NullMarked
package dev.caravan.verifier.sandbox.program;

import org.jspecify.annotations.NullMarked;
