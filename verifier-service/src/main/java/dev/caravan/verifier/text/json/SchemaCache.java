package dev.caravan.verifier.text.json;

import com.networknt.schema.JsonSchema;
import java.util.LinkedHashMap;
import java.util.Map;

/** Schemas by their text, the newest few: all completions of a prompt have the same, and compiling one takes longer than using it. */
final class SchemaCache {

    private static final int MOST = 256;

    private final Map<String, JsonSchema> schemas = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, JsonSchema> eldest) {
            return size() > MOST;
        }
    };
    private final SchemaReader reader;

    SchemaCache(SchemaReader reader) {
        this.reader = reader;
    }

    SchemaReader reader() {
        return reader;
    }

    /** @throws IllegalArgumentException as {@link SchemaReader#schema} */
    JsonSchema of(String text) {
        synchronized (schemas) {
            JsonSchema known = schemas.get(text);
            if (known != null) {
                return known;
            }
        }
        JsonSchema schema = reader.schema(text);
        synchronized (schemas) {
            schemas.put(text, schema);
        }
        return schema;
    }
}
