package dev.caravan.schemas;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** A {@link WireFormat} as Kafka wants it; null (a tombstone) stays null. Thread-safe. */
public final class AvroSerde<V extends SpecificRecord> implements Serde<V> {
    private final WireFormat<V> format;

    /** Reads what our own schemas wrote. */
    public AvroSerde(Class<V> type) {
        this(type, new SchemaCatalogue());
    }

    /** Reads what any schema of the catalogue wrote. */
    public AvroSerde(Class<V> type, SchemaCatalogue catalogue) {
        this.format = new WireFormat<>(type, catalogue);
    }

    @Override
    public Serializer<V> serializer() {
        return (topic, record) -> toBytes(record);
    }

    @Override
    public Deserializer<V> deserializer() {
        return (topic, bytes) -> toRecord(bytes);
    }

    @SuppressWarnings("NullAway") // Kafka's interfaces are not annotated; null means a tombstone on both sides
    private byte[] toBytes(@Nullable V record) {
        return record == null ? null : format.encode(record);
    }

    @SuppressWarnings("NullAway") // as above
    private V toRecord(byte @Nullable [] bytes) {
        return bytes == null ? null : format.decode(bytes);
    }
}
