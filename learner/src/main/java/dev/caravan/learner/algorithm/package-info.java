/**
 * What the learner trains on: one algorithm, one file, with its formula, its paper and every departure from it. Pure functions of
 * records, settings and seeds; no Kafka, no torch.
 *
 * <p>Start reading at {@link dev.caravan.learner.algorithm.Grpo}; {@link dev.caravan.learner.algorithm.Sft} and
 * {@link dev.caravan.learner.algorithm.Dpo} are shorter.
 */
@NullMarked
package dev.caravan.learner.algorithm;

import org.jspecify.annotations.NullMarked;
