package dev.caravan.runtime.kafka.streams;

import dev.caravan.schemas.DeadLetter;
import dev.caravan.schemas.SchemaCatalogue;
import dev.caravan.schemas.Topics;
import dev.caravan.schemas.WireFormat;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the dead letter that Kafka Streams writes in the same transaction in which it passes a record by. */
public final class StreamsDeadLetters {
    /** Property that names the service in its dead letters. */
    public static final String SERVICE = "caravan.service";

    private static final Logger LOG = LoggerFactory.getLogger(StreamsDeadLetters.class);

    private final WireFormat<DeadLetter> format = new WireFormat<>(DeadLetter.class, new SchemaCatalogue());
    private final String service;

    StreamsDeadLetters(Map<String, ?> config) {
        Object named = config.get(SERVICE);
        this.service = named == null ? "streams" : named.toString();
    }

    ProducerRecord<byte[], byte[]> about(
            ErrorHandlerContext context, byte @Nullable [] key, byte @Nullable [] value, Exception error) {
        String location = context.topic() + "-" + context.partition() + "@" + context.offset();
        String reason = error.getMessage() == null ? error.toString() : error.getMessage();
        LOG.atWarn()
                .addKeyValue("location", location)
                .addKeyValue("service", service)
                .addKeyValue("node", context.processorNodeId())
                .setCause(error)
                .log("dead-lettered");
        DeadLetter letter = DeadLetter.newBuilder()
                .setLocation(location)
                .setService(service)
                .setKey(key == null ? "" : new String(key, StandardCharsets.UTF_8))
                .setError(error.getClass().getSimpleName())
                .setReason(reason)
                .setPayload(ByteBuffer.wrap(value == null ? new byte[0] : value))
                .setAt(Instant.now())
                .build();
        return new ProducerRecord<>(
                Topics.DEAD_LETTERS.name(), location.getBytes(StandardCharsets.UTF_8), format.encode(letter));
    }
}
