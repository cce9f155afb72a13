package dev.caravan.schemas;

import java.io.Serial;

/** Two different schemas hash to one id. Rename a field or add one: ids are derived, so this cannot be resolved at run time. */
public final class SchemaCollisionException extends WireException {
    @Serial
    private static final long serialVersionUID = 1;

    SchemaCollisionException(int id, String known, String added) {
        super("schema id " + id + " stands for " + known + " and would also stand for " + added);
    }
}
