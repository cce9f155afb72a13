/**
 * The wire: what is on each topic and how it is framed. The records are generated from {@code src/main/avro/caravan.avdl}.
 *
 * <p>Start reading at {@link dev.caravan.schemas.Topics} (what there is), then {@link dev.caravan.schemas.Wire} (how a record
 * becomes bytes), then {@link dev.caravan.schemas.SchemaCatalogue} (how a reader finds the schema of a writer it has never
 * seen) and {@link dev.caravan.schemas.weights.WeightChunks} (how a model travels).
 */
@NullMarked
package dev.caravan.schemas;

import org.jspecify.annotations.NullMarked;
