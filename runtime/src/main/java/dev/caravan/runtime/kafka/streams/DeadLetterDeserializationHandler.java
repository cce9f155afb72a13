package dev.caravan.runtime.kafka.streams;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;

/** Dead-letters a record that Kafka Streams cannot decode and goes on. Kafka makes it by name. */
public final class DeadLetterDeserializationHandler implements DeserializationExceptionHandler {
    private StreamsDeadLetters letters = new StreamsDeadLetters(Map.of());

    @Override
    public Response handleError(ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception error) {
        return Response.resume(List.of(letters.about(context, record.key(), record.value(), error)));
    }

    @Override
    public void configure(Map<String, ?> config) {
        letters = new StreamsDeadLetters(config);
    }
}
