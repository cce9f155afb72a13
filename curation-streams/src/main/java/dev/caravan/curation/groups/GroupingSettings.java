package dev.caravan.curation.groups;

import dev.caravan.runtime.settings.Default;
import dev.caravan.runtime.settings.Doc;
import java.time.Duration;

/**
 * When groups are released.
 *
 * <p>The grace is there because a backlog after an outage must not make every group PARTIAL; the memory because a
 * completion that comes after it would open its group again.
 */
public record GroupingSettings(
        @Default("100ms") @Doc("how often deadlines are looked at, by the wall clock") Duration tick,
        @Default("1s") @Doc("least time that a group stays open after its first completion, even past its deadline")
                Duration grace,
        @Default("1d") @Doc("how long the ids of released groups are remembered, at least a minute") Duration memory,
        @Default("30s") @Doc("how long verifiers of whole groups may take, even past the deadline") Duration judging,
        @Default("{}") @Doc("how preference pairs are mined") PairSettings pairs) {

    public GroupingSettings {
        if (tick.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("tick must be at least 1ms: " + tick);
        }
        if (grace.isNegative()) {
            throw new IllegalArgumentException("grace must not be negative: " + grace);
        }
        if (memory.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException("memory must be at least a minute: " + memory);
        }
        if (judging.isNegative()) {
            throw new IllegalArgumentException("judging must not be negative: " + judging);
        }
    }
}
