/**
 * Verifiers that compare texts: {@code choice}, {@code f1}, {@code regex}, {@code max_length}, {@code up_to_max_length}, and what they and
 * {@code exact} share. All read a completion once, in linear time.
 *
 * <p>Start reading at {@link dev.caravan.verifier.text.Part} (what of a completion is looked at) and {@link
 * dev.caravan.verifier.text.F1Verifier}.
 */
@NullMarked
package dev.caravan.verifier.text;

import org.jspecify.annotations.NullMarked;
