package dev.caravan.schemas;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/**
 * The writer schemas that a reader knows, by id: our own from the start, others as they are met. Thread-safe.
 *
 * <p>On a record with an unknown id the catalogue asks its source once (the {@code schemas} topic, for one) before it gives up.
 */
public final class SchemaCatalogue {
    /** Constant: hashing them takes milliseconds. */
    private static final Map<Integer, Schema> OWN =
            own().stream().collect(Collectors.toUnmodifiableMap(SchemaIds::of, Function.identity()));

    private final ConcurrentMap<Integer, Schema> byId = new ConcurrentHashMap<>(OWN);
    private final IntFunction<@Nullable Schema> source;

    /** A catalogue of our own schemas only. */
    public SchemaCatalogue() {
        this(id -> null);
    }

    /**
     * A catalogue of our own schemas and those that a source finds.
     *
     * @param source called with an unknown id; returns its schema, or null if it knows none. It may take time.
     */
    public SchemaCatalogue(IntFunction<@Nullable Schema> source) {
        this.source = source;
    }

    /** The schemas that this program writes: the value schema of every topic, once each. */
    public static List<Schema> own() {
        return Topics.all().stream()
                .map(topic -> schemaOf(topic.type()))
                .distinct()
                .toList();
    }

    /** The schema of a generated record. */
    public static Schema schemaOf(Class<?> type) {
        return SpecificData.get().getSchema(type);
    }

    /**
     * Adds a schema and returns its id; adding one again changes nothing.
     *
     * @throws SchemaCollisionException if a different schema has the same id
     */
    public int add(Schema schema) {
        int id = SchemaIds.of(schema);
        Schema known = byId.putIfAbsent(id, schema);
        if (known != null && !canonical(known).equals(canonical(schema))) {
            throw new SchemaCollisionException(id, known.getFullName(), schema.getFullName());
        }
        return id;
    }

    /**
     * The schema of that id.
     *
     * @throws UnknownSchemaException if neither this catalogue nor its source knows it
     */
    public Schema get(int id) {
        Schema known = byId.get(id);
        if (known != null) {
            return known;
        }
        Schema found = source.apply(id);
        if (found == null || add(found) != id) {
            throw new UnknownSchemaException(id);
        }
        return found;
    }

    /** Every schema known now. */
    public Collection<Schema> known() {
        return List.copyOf(byId.values());
    }

    private static String canonical(Schema schema) {
        return SchemaNormalization.toParsingForm(schema);
    }
}
