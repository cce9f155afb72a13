/**
 * What one optimizer step is made of. Start reading at {@link dev.caravan.policy.optimizer.AdamWSettings} and
 * {@link dev.caravan.policy.optimizer.LearningRate}; {@link dev.caravan.policy.Trainer} takes the steps.
 */
@NullMarked
package dev.caravan.policy.optimizer;

import org.jspecify.annotations.NullMarked;
