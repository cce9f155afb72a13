/**
 * A run's data on its way to the log and through curation. Start reading at {@link dev.caravan.cli.run.data.Ingest}, then
 * {@link dev.caravan.cli.run.data.CurationWatch}.
 */
@NullMarked
package dev.caravan.cli.run.data;

import org.jspecify.annotations.NullMarked;
