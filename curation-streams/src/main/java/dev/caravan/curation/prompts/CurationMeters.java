package dev.caravan.curation.prompts;

import dev.caravan.schemas.Curated;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts verdicts by decision and reason, verdicts that a late benchmark item turned, and records that were refused.
 */
final class CurationMeters {

    private final MeterRegistry registry;

    CurationMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void decided(Ruling.Change change) {
        Curated before = change.before();
        Curated after = change.after();
        if (before == null) {
            registry.counter(
                            "caravan.curation.verdicts",
                            "decision",
                            after.getDecision().name(),
                            "reason",
                            after.getReason())
                    .increment();
        } else if (before.getDecision() != after.getDecision()) {
            registry.counter("caravan.curation.retractions", "reason", after.getReason())
                    .increment();
        }
    }

    void refused() {
        registry.counter("caravan.curation.refused").increment();
    }
}
