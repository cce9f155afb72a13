package dev.caravan.verifier;

import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.verifier.spi.Verifier;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** Services with verifiers of a test's choice. */
public final class TestServices {

    private TestServices() {}

    public static VerifierService of(
            VerifierSettings settings, Kafka kafka, MeterRegistry meters, List<? extends Verifier> verifiers) {
        return new VerifierService(settings, kafka, meters, new VerifierRegistry(verifiers));
    }
}
