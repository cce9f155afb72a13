/**
 * Rows of published data sets: the fields {@code ground_truth} and {@code dataset}, and the names of verifiers that stand in the latter.
 *
 * <p>Start reading at {@link dev.caravan.verifier.rows.PublishedRow}.
 */
@NullMarked
package dev.caravan.verifier.rows;

import org.jspecify.annotations.NullMarked;
