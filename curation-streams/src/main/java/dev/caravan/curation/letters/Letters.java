package dev.caravan.curation.letters;

import dev.caravan.schemas.DeadLetter;
import dev.caravan.schemas.Wire;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Letters about records that are decoded but cannot be taken. */
public final class Letters {

    private Letters() {}

    /** Where a record was read: topic-partition@offset. */
    public static String location(RecordMetadata metadata) {
        return metadata.topic() + "-" + metadata.partition() + "@" + metadata.offset();
    }

    /**
     * A letter about {@code refused}, keyed by its location.
     *
     * @param service the application that refuses
     * @param run the run that the record belongs to; empty if it belongs to none
     * @param reason what is wrong with it
     */
    public static Record<String, SpecificRecord> about(
            Record<String, ? extends @Nullable SpecificRecord> refused,
            RecordMetadata metadata,
            String service,
            String run,
            String reason,
            long now) {
        SpecificRecord value = refused.value();
        String key = refused.key();
        DeadLetter letter = DeadLetter.newBuilder()
                .setLocation(location(metadata))
                .setRun(run)
                .setService(service)
                .setKey(key == null ? "" : key)
                .setError("Refused")
                .setReason(reason)
                .setPayload(ByteBuffer.wrap(value == null ? new byte[0] : Wire.encode(value)))
                .setAt(Instant.ofEpochMilli(now))
                .build();
        return new Record<>(letter.getLocation(), letter, now);
    }
}
