/**
 * Running one stage of a recipe. Start reading at {@link dev.caravan.learner.stage.StageRunner}, the step loop that knows no
 * algorithm; {@link dev.caravan.learner.stage.Steps} is what it knows of one.
 *
 * <p>All of a stage happens on the thread that runs it.
 */
@NullMarked
package dev.caravan.learner.stage;

import org.jspecify.annotations.NullMarked;
