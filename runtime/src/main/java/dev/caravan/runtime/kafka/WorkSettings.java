package dev.caravan.runtime.kafka;

import dev.caravan.runtime.settings.Default;
import dev.caravan.runtime.settings.Doc;
import dev.caravan.runtime.settings.SettingsBinder;
import java.time.Duration;

/**
 * How work is leased.
 *
 * @param lanes how many batches may be held at a time. A lane takes new work when all of its batch is settled (Kafka's share consumer
 *     holds one batch at a time), so slow work of uneven length wants many lanes of 1, quick work one or two lanes of many.
 * @param batch most records that one lane leases together
 * @param lock for how long the broker keeps a lease without a renewal: after a worker's death its work comes back this late. Brokers
 *     allow 15 s to 60 s unless configured otherwise.
 * @param hold for how long a lease is renewed before it is taken from its holder as hung
 * @param attempts deliveries after which a record is dead-lettered
 */
public record WorkSettings(
        @Default("2") @Doc("batches held at a time, 1 to 64") int lanes,
        @Default("16") @Doc("records leased together, 1 to 1000") int batch,
        @Default("30s") @Doc("how long the broker keeps a lease without a renewal") Duration lock,
        @Default("1h") @Doc("how long a lease is renewed before its holder counts as hung") Duration hold,
        @Default("5") @Doc("deliveries before a record is dead-lettered, 1 to 8") int attempts) {
    /** Every setting at its default. */
    public static final WorkSettings DEFAULT = SettingsBinder.defaults(WorkSettings.class);

    public WorkSettings {
        if (lanes < 1 || lanes > 64) {
            throw new IllegalArgumentException("lanes must be 1 to 64: " + lanes);
        }
        if (batch < 1 || batch > 1000) {
            throw new IllegalArgumentException("batch must be 1 to 1000: " + batch);
        }
        if (lock.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("lock must be at least 1s: " + lock);
        }
        if (hold.compareTo(lock) < 0) {
            throw new IllegalArgumentException("hold must not be shorter than lock (" + lock + "): " + hold);
        }
        if (attempts < 1 || attempts > 8) {
            throw new IllegalArgumentException("attempts must be 1 to 8: " + attempts);
        }
    }

    /** These settings with other lanes and batch. */
    public WorkSettings with(int otherLanes, int otherBatch) {
        return new WorkSettings(otherLanes, otherBatch, lock, hold, attempts);
    }

    /** These settings with another lock duration. */
    public WorkSettings withLock(Duration otherLock) {
        return new WorkSettings(lanes, batch, otherLock, hold, attempts);
    }
}
