package dev.caravan.schemas;

import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * Schema ids that need no registry: the first 31 bits of the SHA-256 of the schema's parsing canonical form (Avro specification,
 * "Parsing Canonical Form for Schemas").
 *
 * <p>The canonical form leaves out exactly what does not change the bytes (documentation, defaults, logical types), so schemas with one
 * id read each other's records as they are. Id 0 is never given, so that an all-zero frame is recognised as garbage.
 */
public final class SchemaIds {

    private SchemaIds() {}

    /** The id of a schema: positive, and the same in every process. */
    public static int of(Schema schema) {
        try {
            byte[] digest = SchemaNormalization.parsingFingerprint("SHA-256", schema);
            int id = ByteBuffer.wrap(digest).getInt() >>> 1;
            return id == 0 ? 1 : id;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
