/**
 * What a stage trains on: ranges of topics as datasets in an order of their own, and batches of those. Start reading at
 * {@link dev.caravan.learner.data.StageData}.
 */
@NullMarked
package dev.caravan.learner.data;

import org.jspecify.annotations.NullMarked;
