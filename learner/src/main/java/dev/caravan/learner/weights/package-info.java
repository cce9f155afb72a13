/**
 * Weight versions: numbered, published, known again. Start reading at {@link dev.caravan.learner.weights.Versions}.
 */
@NullMarked
package dev.caravan.learner.weights;

import org.jspecify.annotations.NullMarked;
