package dev.caravan.learner.stage;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Every number of the newest step as a gauge, {@code caravan.learner.<name>}. */
final class Gauges {

    private final MeterRegistry meters;
    private final Map<String, Double> values = new ConcurrentHashMap<>();

    Gauges(MeterRegistry meters) {
        this.meters = meters;
    }

    void set(Map<String, Double> metrics) {
        metrics.forEach((name, value) -> {
            if (values.put(name, value) == null) {
                Gauge.builder("caravan.learner." + name, values, all -> all.getOrDefault(name, Double.NaN))
                        .register(meters);
            }
        });
    }
}
