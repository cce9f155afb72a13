/**
 * {@code math}: does the completion end in the right number? {@link dev.caravan.verifier.math.AnswerFinder} finds the one
 * answer, {@link dev.caravan.verifier.math.NumberReader} reads it as an exact rational, {@link
 * dev.caravan.verifier.math.MathVerifier} compares. Everything is exact and one pass over the text: no doubles, no regular
 * expressions, no backtracking.
 *
 * <p>Start reading at {@link dev.caravan.verifier.math.MathVerifier}.
 */
@NullMarked
package dev.caravan.verifier.math;

import org.jspecify.annotations.NullMarked;
