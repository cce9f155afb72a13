package dev.caravan.curation.groups;

import dev.caravan.schemas.Group;
import dev.caravan.schemas.Scored;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;

/**
 * Counts groups by purpose and outcome, completions that enter none, and the time from the last score of a group to its
 * release.
 */
final class GroupingMeters {

    private final MeterRegistry registry;

    GroupingMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void released(Release release) {
        Group group = release.group();
        registry.counter(
                        "caravan.groups.released",
                        "purpose",
                        group.getPurpose().name(),
                        "outcome",
                        group.getOutcome().name())
                .increment();
        registry.counter("caravan.preferences.mined").increment(release.pairs().size());
        group.getScored().stream()
                .map(Scored::getScoredAt)
                .max(Instant::compareTo)
                .ifPresent(last ->
                        registry.timer("caravan.groups.latency").record(Duration.between(last, group.getReleasedAt())));
    }

    /** @param cause late, duplicate or refused */
    void ignored(String cause) {
        registry.counter("caravan.groups.ignored", "cause", cause).increment();
    }
}
