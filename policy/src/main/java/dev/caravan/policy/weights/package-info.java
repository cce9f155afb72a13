/**
 * Weights on the host: Hugging Face folders, safetensors files, digests, anchors and patches. No torch in here.
 *
 * <p>Start reading at {@link dev.caravan.policy.weights.ModelFolder}, then {@link dev.caravan.policy.weights.Weights} and
 * {@link dev.caravan.policy.weights.WeightPatch}. Everything is immutable and safe to share between threads.
 */
@NullMarked
package dev.caravan.policy.weights;

import org.jspecify.annotations.NullMarked;
