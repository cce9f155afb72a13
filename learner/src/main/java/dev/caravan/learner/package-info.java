/**
 * The learner: groups, pairs and demonstrations to weights, and the pace of the whole run.
 *
 * <p>Start reading at {@link dev.caravan.learner.LearnerService}, then {@code stage.StageRunner} and {@code stage.StepLoop};
 * {@code algorithm} holds what is learned from, {@code rollout} the credits that bound staleness, {@code checkpoint} what survives a
 * crash, {@code weights} and {@code data} what goes out and what comes in. One thread does it all.
 */
@NullMarked
package dev.caravan.learner;

import org.jspecify.annotations.NullMarked;
