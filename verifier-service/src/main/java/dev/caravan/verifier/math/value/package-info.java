/**
 * Are two expressions equal? {@link dev.caravan.verifier.math.value.Equality} decides it: exact rationals wherever the value is
 * rational ({@code Exact}), at random rational points where there are variables, and values of fifty digits and more ({@code
 * Numeric}) where roots, logarithms or angles are involved; finite sums term by term, integrals by an antiderivative ({@code
 * Integrals}). No doubles. Work is bounded by a {@link
 * dev.caravan.verifier.math.value.Budget}; what cannot be decided within it is {@code UNKNOWN}, never equal.
 *
 * <p>Start reading at {@link dev.caravan.verifier.math.value.Equality}.
 */
@NullMarked
package dev.caravan.verifier.math.value;

import org.jspecify.annotations.NullMarked;
