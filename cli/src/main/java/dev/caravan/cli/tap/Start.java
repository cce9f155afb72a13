package dev.caravan.cli.tap;

import dev.caravan.runtime.kafka.From;
import dev.caravan.runtime.settings.units.Durations;
import dev.caravan.schemas.Topic;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Where to start reading, as people write it after {@code --from}. */
public final class Start {

    /** What may be written, for descriptions of the option. */
    public static final String FORMS =
            "beginning, end, an offset in each partition (1200), offsets by partition (0:1200,3:900), a time"
                    + " (2026-01-31, 2026-01-31T12:00:00Z) or how long ago (90m)";

    private Start() {}

    /**
     * Where that is in the topic.
     *
     * @param now for how long ago
     * @throws IllegalArgumentException if it is none of the {@link #FORMS}
     */
    public static From parse(String text, Topic<?> topic, Instant now) {
        if (text.equals("beginning")) {
            return From.BEGINNING;
        }
        if (text.equals("end")) {
            return From.END;
        }
        if (text.matches("\\d{1,18}")) {
            long offset = Long.parseLong(text);
            return From.offsets(IntStream.range(0, topic.partitions())
                    .boxed()
                    .collect(Collectors.toMap(partition -> partition, partition -> offset)));
        }
        if (text.matches("\\d{1,9}:\\d{1,18}(,\\d{1,9}:\\d{1,18})*")) {
            return From.offsets(offsets(text, topic));
        }
        return From.time(time(text, now));
    }

    private static Map<Integer, Long> offsets(String text, Topic<?> topic) {
        Map<Integer, Long> offsets = new TreeMap<>();
        for (String pair : text.split(",", -1)) {
            int colon = pair.indexOf(':');
            int partition = Integer.parseInt(pair.substring(0, colon));
            if (partition >= topic.partitions()) {
                throw new IllegalArgumentException("--from " + text + ": " + topic.name() + " has partitions 0 to "
                        + (topic.partitions() - 1) + ", not " + partition);
            }
            offsets.put(partition, Long.parseLong(pair.substring(colon + 1)));
        }
        return offsets;
    }

    private static Instant time(String text, Instant now) {
        try {
            if (text.matches("\\d{4}-\\d\\d-\\d\\d")) {
                return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            return text.contains("T") ? Instant.parse(text) : now.minus(Durations.parse(text));
        } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
            throw new IllegalArgumentException("--from must be " + FORMS + ", got " + text, e);
        }
    }
}
