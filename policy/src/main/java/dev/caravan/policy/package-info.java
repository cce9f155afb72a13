/**
 * The language model: generation, log-probabilities, training. No Kafka in here, and no DJL type in a public signature.
 *
 * <p>Start reading at {@link dev.caravan.policy.Generator} (tokens in, tokens and behaviour log-probs out) and
 * {@link dev.caravan.policy.Trainer} (examples in, weights out); the numerics of both are one file,
 * {@code decoder.py} among the resources of {@code dev.caravan.policy.torch}.
 *
 * <p>One {@link dev.caravan.policy.Torch} may serve many generators, scorers and trainers. Each of those belongs to one thread
 * at a time. Token ids are {@code int}, log-probs natural logarithms in fp32.
 */
@NullMarked
package dev.caravan.policy;

import org.jspecify.annotations.NullMarked;
