/**
 * What is trained on, and the losses. Start reading at {@link dev.caravan.policy.loss.Batch}; each loss has its formula and its
 * source in its own doc comment, its code in {@code decoder.py} among the resources of {@code dev.caravan.policy.torch}.
 */
@NullMarked
package dev.caravan.policy.loss;

import org.jspecify.annotations.NullMarked;
