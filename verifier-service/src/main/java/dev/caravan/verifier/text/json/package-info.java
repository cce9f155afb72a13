/**
 * {@code json_schema}: is the completion JSON of the shape that was asked for?
 *
 * <p>Start reading at {@link dev.caravan.verifier.text.json.JsonSchemaVerifier}; {@link dev.caravan.verifier.text.json.SchemaReader} has the
 * limits under which foreign schemas and hostile JSON are read.
 */
@NullMarked
package dev.caravan.verifier.text.json;

import org.jspecify.annotations.NullMarked;
