/**
 * What the two readers of answers share, the one of plain numbers and the one of {@code notation}: a position in a text, digits, units.
 *
 * <p>Start reading at {@link dev.caravan.verifier.math.number.LiteralReader}.
 */
@NullMarked
package dev.caravan.verifier.math.number;

import org.jspecify.annotations.NullMarked;
