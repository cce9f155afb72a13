/**
 * How a model travels: a manifest and chunks on one topic. Start reading at
 * {@link dev.caravan.schemas.weights.WeightChunks} (the sender's end), then
 * {@link dev.caravan.schemas.weights.WeightAssembler} (the reader's).
 */
@NullMarked
package dev.caravan.schemas.weights;

import org.jspecify.annotations.NullMarked;
