package dev.caravan.cli.stack;

import dev.caravan.cli.dashboard.Dashboard;
import dev.caravan.curation.CurationService;
import dev.caravan.learner.LearnerService;
import dev.caravan.rollout.RolloutService;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.service.Service;
import dev.caravan.verifier.VerifierService;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The services that there are, in the order in which they start. */
public enum ServiceName {
    CURATION_STREAMS,
    VERIFIER_SERVICE,
    ROLLOUT_WORKERS,
    LEARNER,
    DASHBOARD;

    /** As it is written on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** All labels. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(ServiceName::label).toList();
    }

    /** The service of that label. */
    public static Optional<ServiceName> of(String label) {
        return Arrays.stream(values())
                .filter(name -> name.label().equals(label))
                .findFirst();
    }

    Service create(StackSettings settings, Kafka kafka, MeterRegistry meters) {
        return switch (this) {
            case CURATION_STREAMS -> new CurationService(settings.curation(), kafka, meters);
            case VERIFIER_SERVICE -> new VerifierService(settings.verifier(), kafka, meters);
            case ROLLOUT_WORKERS -> new RolloutService(settings.rollout(), kafka, meters);
            case LEARNER -> new LearnerService(settings.learner(), kafka, meters);
            case DASHBOARD -> new Dashboard(kafka);
        };
    }
}
