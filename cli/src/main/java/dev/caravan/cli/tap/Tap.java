package dev.caravan.cli.tap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.runtime.CaravanException;
import dev.caravan.runtime.kafka.From;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.LogReader;
import dev.caravan.runtime.kafka.Received;
import dev.caravan.schemas.Topic;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * Prints a topic's records as they come, decoded, one JSON object a line: where and when the record is, its key, and the record itself.
 *
 * @param filters conditions that must all hold
 * @param limit records to print before it ends; 0 for no limit
 * @param follow whether it waits for more at the end of the log
 */
record Tap(From from, List<Filter> filters, long limit, boolean follow) {
    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Runs until the limit, the end of the log, or an interrupt; returns how many records it printed. */
    <V extends SpecificRecord> long run(Kafka kafka, Topic<V> topic, PrintStream out) {
        long printed = 0;
        try (LogReader<V> reader = kafka.reader(topic, from)) {
            while (!Thread.currentThread().isInterrupted()) {
                List<Received<V>> records = reader.poll(PATIENCE);
                for (Received<V> record : records) {
                    JsonNode value = RecordJson.of(record.value());
                    if (filters.stream().allMatch(filter -> filter.holds(value))) {
                        out.println(line(record, value));
                        printed++;
                        if (printed == limit) {
                            return printed;
                        }
                    }
                }
                out.flush();
                if (records.isEmpty() && !follow && reader.atEnd()) {
                    return printed;
                }
            }
        }
        return printed;
    }

    private static String line(Received<?> record, JsonNode value) {
        ObjectNode line = JSON.createObjectNode();
        line.put("at", record.location());
        line.put("time", Instant.ofEpochMilli(record.timestamp()).toString());
        line.put("key", record.key());
        line.set("value", value);
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new CaravanException(record.location() + " cannot be shown as JSON", e);
        }
    }
}
