/**
 * Files as rows, whatever their fields. Start reading at {@link dev.caravan.cli.source.rows.Row};
 * {@link dev.caravan.cli.source.rows.JsonLines} and {@link dev.caravan.cli.source.rows.ParquetRows} make them.
 */
@NullMarked
package dev.caravan.cli.source.rows;

import org.jspecify.annotations.NullMarked;
