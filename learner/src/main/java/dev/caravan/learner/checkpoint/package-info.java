/**
 * Where a run is, on disk. Start reading at {@link dev.caravan.learner.checkpoint.CheckpointStore}.
 *
 * <p>The checkpoint is the commit: everything that the learner did since the last one is done again after a crash, from the same
 * records, and comes out the same.
 */
@NullMarked
package dev.caravan.learner.checkpoint;

import org.jspecify.annotations.NullMarked;
