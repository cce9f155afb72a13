/**
 * Does an answer say the same as the reference? {@link dev.caravan.verifier.math.compare.Comparison} compares them as wholes: words,
 * lists, tuples, sets of numbers, equations, matrices, and values by {@link dev.caravan.verifier.math.value.Equality}.
 *
 * <p>Start reading at {@link dev.caravan.verifier.math.compare.Comparison}.
 */
@NullMarked
package dev.caravan.verifier.math.compare;

import org.jspecify.annotations.NullMarked;
