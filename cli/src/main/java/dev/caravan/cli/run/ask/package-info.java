/**
 * Questions to the model that a run has at the moment, by way of the rollout workers: evaluations, and completions to make
 * preference pairs of. Start reading at {@link dev.caravan.cli.run.ask.Evaluator}.
 */
@NullMarked
package dev.caravan.cli.run.ask;

import org.jspecify.annotations.NullMarked;
