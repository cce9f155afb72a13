/**
 * What a person sees while a run goes on: on a terminal a status block that is redrawn, elsewhere a short line a step. Start
 * reading at {@link dev.caravan.cli.progress.Progress}. Implementations may be called from any thread.
 */
@NullMarked
package dev.caravan.cli.progress;

import org.jspecify.annotations.NullMarked;
