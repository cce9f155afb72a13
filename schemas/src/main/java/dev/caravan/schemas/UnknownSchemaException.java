package dev.caravan.schemas;

import java.io.Serial;

/** A record names a writer schema that neither this program nor the schema catalogue knows. */
public final class UnknownSchemaException extends WireException {
    @Serial
    private static final long serialVersionUID = 1;

    private final int id;

    public UnknownSchemaException(int id) {
        super("schema id " + id + " is unknown; its writer has not registered it on the schemas topic");
        this.id = id;
    }

    /** The schema id in the record's frame. */
    public int id() {
        return id;
    }
}
