package dev.caravan.runtime.kafka;

import java.time.Instant;
import java.util.Map;

/** Where a {@link LogReader} starts. */
public sealed interface From {
    /** The oldest record that there is. */
    From BEGINNING = new Beginning();

    /** Only what is written after the reader was opened. */
    From END = new End();

    /** These offsets by partition; partitions not named start at the beginning. */
    static From offsets(Map<Integer, Long> offsets) {
        return new Offsets(offsets);
    }

    /** The first record of each partition that was written then or later. */
    static From time(Instant time) {
        return new Time(time);
    }

    /** See {@link #BEGINNING}. */
    record Beginning() implements From {}

    /** See {@link #END}. */
    record End() implements From {}

    /** See {@link #time}. */
    record Time(Instant time) implements From {}

    /** See {@link #offsets}. */
    record Offsets(Map<Integer, Long> byPartition) implements From {
        public Offsets {
            byPartition = Map.copyOf(byPartition);
            byPartition.forEach((partition, offset) -> {
                if (partition < 0 || offset < 0) {
                    throw new IllegalArgumentException(
                            "partition and offset must not be negative: " + partition + "@" + offset);
                }
            });
        }
    }
}
