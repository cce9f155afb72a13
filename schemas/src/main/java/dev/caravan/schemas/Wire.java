package dev.caravan.schemas;

import org.apache.avro.specific.SpecificRecord;

/**
 * Records as bytes and back, for one-off use. A service that handles many keeps an {@link AvroSerde} or a {@link WireFormat}, which
 * prepare a type once.
 */
public final class Wire {

    private Wire() {}

    /** The record, framed with the id of its own schema. */
    public static <V extends SpecificRecord> byte[] encode(V record) {
        @SuppressWarnings("unchecked") // an object's class is the class of its type
        Class<V> type = (Class<V>) record.getClass();
        return new WireFormat<>(type, new SchemaCatalogue()).encode(record);
    }

    /**
     * The record in a frame that one of our own schemas wrote.
     *
     * @throws WireException if the bytes are not such a frame
     */
    public static <V extends SpecificRecord> V decode(byte[] bytes, Class<V> type) {
        return decode(bytes, type, new SchemaCatalogue());
    }

    /**
     * The record in a frame that any schema of the catalogue wrote.
     *
     * @throws WireException if the bytes are not such a frame
     */
    public static <V extends SpecificRecord> V decode(byte[] bytes, Class<V> type, SchemaCatalogue catalogue) {
        return new WireFormat<>(type, catalogue).decode(bytes);
    }
}
