package dev.caravan.rollout;

import dev.caravan.runtime.kafka.WorkSettings;
import java.time.Duration;

/**
 * How one worker generates. A completion is a function of its request, the weights and {@code tile}, and of {@code capacity} if
 * it reaches it; so workers of one run should agree on these two.
 *
 * @param worker name of this worker in completions, metrics and logs; empty for a random one, unique to the process
 * @param slots sequences generated at once, a multiple of {@code tile}; memory grows with {@code slots * capacity}
 * @param tile sequences decoded by one matrix product; another tile may round differently
 * @param capacity positions of a slot, prompt and completion together, in tokens; a longer prompt is answered ABORTED
 * @param stepsPerCall tokens sampled for every live slot between two looks at new weights and new requests
 * @param lanes times {@code batch} requests are leased at a time, those that wait for a slot or for weights included; see
 *     {@link WorkSettings}
 * @param batch requests that one lane leases together
 * @param report time between two {@code Metric} records
 */
public record RolloutSettings(
        String worker, int slots, int tile, int capacity, int stepsPerCall, int lanes, int batch, Duration report) {

    /** What a worker uses where the settings file says nothing. */
    public static final RolloutSettings DEFAULTS = new RolloutSettings("", 64, 64, 512, 8, 8, 8, Duration.ofSeconds(1));

    public RolloutSettings {
        require(slots >= 1 && slots <= 4096, "slots must be 1 to 4096", slots);
        require(tile >= 1 && slots % tile == 0, "tile must divide slots (" + slots + ")", tile);
        require(capacity >= 2, "capacity must be at least 2", capacity);
        require(stepsPerCall >= 1, "stepsPerCall must be at least 1", stepsPerCall);
        WorkSettings.DEFAULT.with(lanes, batch); // has its own rules
        require(report.compareTo(Duration.ofMillis(100)) >= 0, "report must be at least 100ms", report);
    }

    /** These settings for a worker of that name. */
    RolloutSettings named(String name) {
        return new RolloutSettings(name, slots, tile, capacity, stepsPerCall, lanes, batch, report);
    }

    private static void require(boolean holds, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", got " + value);
        }
    }
}
