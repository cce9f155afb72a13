/**
 * Where examples come from: our own exercises and pretraining text, JSON lines, Parquet files. Start reading at
 * {@link dev.caravan.cli.source.Source}; a source is opened as a {@link dev.caravan.cli.source.Supply} of
 * {@link dev.caravan.cli.source.Example}s, and a row that it cannot use becomes a {@link dev.caravan.cli.source.BadRow}, never an
 * exception and never nothing. A supply is confined to one thread.
 */
@NullMarked
package dev.caravan.cli.source;

import org.jspecify.annotations.NullMarked;
