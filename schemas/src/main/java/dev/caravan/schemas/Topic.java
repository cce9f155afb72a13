package dev.caravan.schemas;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/**
 * One topic: what it is called, what is on it, and how the broker keeps it. {@link Topics} holds all of them.
 *
 * <p>The decisions behind the components:
 *
 * <ul>
 *   <li><b>name</b>: a plain plural noun without a prefix, so that {@code caravan tap scores} is what one would guess. Systems that
 *       share a cluster separate by cluster or by run, not by topic name: every record names its run.
 *   <li><b>type</b>: exactly one record type a topic. What would be several types is a union inside one (weights, run events), so
 *       that order holds between them.
 *   <li><b>key</b>: what the UTF-8 record key says, in words. The key decides the partition and what compaction keeps, so it is always
 *       an id that the value repeats.
 *   <li><b>partitions</b>: 1 where order across keys means something (data stages are ranges of a log; weights and run events are
 *       sequences); 4 for the rollout loop, whose topics are keyed by group id and are co-partitioned. Work is leased from share
 *       groups, so workers scale past the partition count and few partitions suffice.
 *   <li><b>cleanup</b>: {@link Cleanup#COMPACT} only where the newest record of a key is the truth (a verdict).
 *   <li><b>retention</b>: how long <em>every</em> record stays readable. For a compacted topic that is the lag before compaction may
 *       remove a superseded record or a tombstone: a stage reads a range of offsets, and a range must read the same while its
 *       run lasts.
 *   <li><b>maxBytes</b>: largest record batch after compression. A weight chunk carries 1 MiB, so 2 MiB leaves room; a group carries
 *       all its completions, a dead letter the whole record that failed, so theirs are larger.
 * </ul>
 *
 * @param name the topic's name on the broker
 * @param type the generated record on it
 * @param key what the record key is
 * @param partitions number of partitions to create it with
 * @param cleanup what happens to old records
 * @param retention how long every record stays readable; {@link #FOREVER} or at least a minute
 * @param maxBytes largest record batch in bytes
 */
public record Topic<V extends SpecificRecord>(
        String name, Class<V> type, String key, int partitions, Cleanup cleanup, Duration retention, int maxBytes) {

    /** Records are never removed for their age. */
    public static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

    public Topic {
        if (!name.matches("[a-z][a-z-]*")) {
            throw new IllegalArgumentException("topic name must be lower-case words joined by dashes: " + name);
        }
        if (partitions < 1) {
            throw new IllegalArgumentException(name + ": partitions must be at least 1: " + partitions);
        }
        if (retention.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException(name + ": retention must be at least one minute: " + retention);
        }
        if (maxBytes < 1024) {
            throw new IllegalArgumentException(name + ": maxBytes must be at least 1 KiB: " + maxBytes);
        }
    }

    /** Subject of this topic's values in registry terms (Confluent's topic name strategy). */
    public String subject() {
        return name + "-value";
    }

    /** The topic's configuration on the broker. Replication is the broker's default. */
    public Map<String, String> config() {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("cleanup.policy", cleanup.policy());
        config.put("max.message.bytes", Integer.toString(maxBytes));
        config.put("message.timestamp.type", "CreateTime");
        String millis = retention.equals(FOREVER) ? "-1" : Long.toString(retention.toMillis());
        if (cleanup == Cleanup.DELETE) {
            config.put("retention.ms", millis);
        } else {
            // The broker has no "never" for the compaction lag: the largest long is.
            String lag = retention.equals(FOREVER) ? Long.toString(Long.MAX_VALUE) : millis;
            config.put("min.compaction.lag.ms", lag);
            config.put("delete.retention.ms", lag);
        }
        return Map.copyOf(config);
    }
}
