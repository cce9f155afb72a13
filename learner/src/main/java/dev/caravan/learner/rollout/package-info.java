/**
 * Asking for completions and getting groups back. Start reading at {@link dev.caravan.learner.rollout.Rollouts}: the credits that
 * bound staleness are there; {@link dev.caravan.learner.rollout.RolloutPlan} says what each step asks for.
 */
@NullMarked
package dev.caravan.learner.rollout;

import org.jspecify.annotations.NullMarked;
