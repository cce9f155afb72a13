/**
 * The pieces of an answer's notation: numbers, names, words, and marks in one spelling each, whether they were written in LaTeX, in
 * plain text or in Unicode. In one pass, bounded by the number of pieces.
 *
 * <p>Start reading at {@link dev.caravan.verifier.math.token.Lexer}.
 */
@NullMarked
package dev.caravan.verifier.math.token;

import org.jspecify.annotations.NullMarked;
