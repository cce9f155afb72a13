/**
 * {@code math}: does the completion give the right answer? {@link dev.caravan.verifier.math.AnswerFinder} finds the one answer;
 * plain numbers are read and compared here ({@link dev.caravan.verifier.math.NumberReader}), all else is read by {@code notation},
 * compared by {@code compare} and evaluated by {@code value}. No doubles, no regular expressions, and bounds on everything.
 *
 * <p>Start reading at {@link dev.caravan.verifier.math.MathVerifier}.
 */
@NullMarked
package dev.caravan.verifier.math;

import org.jspecify.annotations.NullMarked;
