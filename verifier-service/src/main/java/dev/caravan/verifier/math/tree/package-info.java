/**
 * What an answer is once it has been read: {@link dev.caravan.verifier.math.tree.Form} for the whole (a value, a tuple, a set, an
 * equation, words), {@link dev.caravan.verifier.math.tree.Expr} for the expressions in it, {@link
 * dev.caravan.verifier.math.tree.Rational} for numbers. Immutable data without behaviour.
 *
 * <p>Start reading at {@link dev.caravan.verifier.math.tree.Form}.
 */
@NullMarked
package dev.caravan.verifier.math.tree;

import org.jspecify.annotations.NullMarked;
