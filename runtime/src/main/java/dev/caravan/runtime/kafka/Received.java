package dev.caravan.runtime.kafka;

import org.jspecify.annotations.Nullable;

/**
 * One decoded record and where it is.
 *
 * @param timestamp milliseconds since the epoch
 * @param key the record key; empty if it has none
 * @param value the record; null for a tombstone
 */
public record Received<V>(String topic, int partition, long offset, long timestamp, String key, @Nullable V value) {

    /** {@code topic-partition@offset}. */
    public String location() {
        return topic + "-" + partition + "@" + offset;
    }
}
