/**
 * What every part of a run shares: its context, and its events on {@code runs}. Start reading at
 * {@link dev.caravan.cli.run.log.RunLog}.
 */
@NullMarked
package dev.caravan.cli.run.log;

import org.jspecify.annotations.NullMarked;
