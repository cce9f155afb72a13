package dev.caravan.policy.text.internal.render;

import dev.caravan.policy.text.internal.value.Undefined;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Variables of a block; those of the enclosing blocks can be read but not assigned. */
final class Scope {

    private final @Nullable Scope parent;
    private final Map<String, Object> variables;

    private Scope(@Nullable Scope parent, Map<String, Object> variables) {
        this.parent = parent;
        this.variables = variables;
    }

    static Scope of(Map<String, Object> globals) {
        return new Scope(null, globals);
    }

    Scope child() {
        return new Scope(this, new HashMap<>());
    }

    Object get(String name) {
        for (Scope scope = this; scope != null; scope = scope.parent) {
            Object value = scope.variables.get(name);
            if (value != null) {
                return value;
            }
        }
        return new Undefined(name);
    }

    void set(String name, Object value) {
        variables.put(name, value);
    }
}
