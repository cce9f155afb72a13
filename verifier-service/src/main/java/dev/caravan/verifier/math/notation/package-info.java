/**
 * Reads an answer, in LaTeX as models write it or in plain notation, into a {@link dev.caravan.verifier.math.tree.Form}. Text becomes
 * tokens ({@link dev.caravan.verifier.math.token.Lexer}), tokens become the whole ({@code FormParser}) and the expressions in it ({@code ExprParser}), by recursive
 * descent without backtracking over more than one item. Length, tokens and depth are bounded, hence so are time, memory and stack.
 *
 * <p>Start reading at {@link dev.caravan.verifier.math.notation.Notation}.
 */
@NullMarked
package dev.caravan.verifier.math.notation;

import org.jspecify.annotations.NullMarked;
