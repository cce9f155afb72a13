package dev.caravan.runtime.kafka.streams;

import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;

/** Dead-letters a record whose processing raised an exception and goes on. Kafka makes it by name. */
public final class DeadLetterProcessingHandler implements ProcessingExceptionHandler {
    private StreamsDeadLetters letters = new StreamsDeadLetters(Map.of());

    @Override
    public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception error) {
        return Response.resume(
                List.of(letters.about(context, context.sourceRawKey(), context.sourceRawValue(), error)));
    }

    @Override
    public void configure(Map<String, ?> config) {
        letters = new StreamsDeadLetters(config);
    }
}
