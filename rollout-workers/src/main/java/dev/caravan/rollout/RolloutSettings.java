package dev.caravan.rollout;

import dev.caravan.runtime.kafka.WorkSettings;
import dev.caravan.runtime.settings.Default;
import dev.caravan.runtime.settings.Doc;
import java.time.Duration;

/**
 * How one worker generates. A completion is a function of its request, the weights and {@code tile}, and of {@code capacity} if
 * it reaches it; so the workers of one run should agree on these two.
 */
public record RolloutSettings(
        @Default("") @Doc("name of this worker in completions, metrics and logs; empty for a random one") String worker,
        @Default("64") @Doc("sequences generated at once; a multiple of tile") int slots,
        @Default("64") @Doc("sequences decoded by one matrix product; another tile may round differently") int tile,
        @Default("512") @Doc("tokens of one sequence, prompt included, at most; memory grows with slots * capacity")
                int capacity,
        @Default("4") @Doc("tokens sampled for every live sequence between two looks at new weights and requests")
                int stepsPerCall,
        @Default("8") @Doc("batches of requests leased at a time, those that wait for a slot or for weights included")
                int lanes,
        @Default("8") @Doc("requests that are leased together; a lane takes new ones when all of them are done")
                int batch,
        @Default("15s")
                @Doc("how long to hold a request whose weights are not on the log before it is dead-lettered; it keeps"
                        + " its lane from new ones")
                Duration patience,
        @Default("1s") @Doc("time between two measurements on the metrics topic; at least 100ms") Duration report) {

    public RolloutSettings {
        require(slots >= 1 && slots <= 4096, "slots must be 1 to 4096", slots);
        require(tile >= 1 && slots % tile == 0, "tile must divide slots (" + slots + ")", tile);
        require(capacity >= 2, "capacity must be at least 2", capacity);
        require(stepsPerCall >= 1, "steps_per_call must be at least 1", stepsPerCall);
        WorkSettings.DEFAULT.with(lanes, batch); // has its own rules
        require(!patience.isNegative(), "patience must not be negative", patience);
        require(report.compareTo(Duration.ofMillis(100)) >= 0, "report must be at least 100ms", report);
    }

    /** These settings for a worker of that name. */
    public RolloutSettings named(String name) {
        return new RolloutSettings(name, slots, tile, capacity, stepsPerCall, lanes, batch, patience, report);
    }

    private static void require(boolean holds, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", got " + value);
        }
    }
}
