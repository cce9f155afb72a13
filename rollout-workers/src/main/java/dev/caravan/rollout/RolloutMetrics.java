package dev.caravan.rollout;

import dev.caravan.runtime.kafka.EventWriter;
import dev.caravan.schemas.Completion;
import dev.caravan.schemas.Metric;
import dev.caravan.schemas.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a worker tells Prometheus, and once per {@code report} the {@code metrics} topic. */
final class RolloutMetrics {

    private static final Logger LOG = LoggerFactory.getLogger(RolloutMetrics.class);
    private static final String SERVICE = "rollout-workers";

    private final EventWriter writer;
    private final String worker;
    private final Duration interval;
    private final Counter tokens;
    private final MeterProvider<Counter> completed;
    private final Counter rejected;
    private final Counter broken;
    private final Timer swap;
    private final Timer latency;
    private final AtomicInteger live = new AtomicInteger();
    private final AtomicLong version = new AtomicLong(-1);
    private String run = "";
    private @Nullable Instant reported;
    private double tokensReported;
    private String lastValues = "";

    RolloutMetrics(MeterRegistry meters, EventWriter writer, RolloutSettings settings) {
        this.writer = writer;
        worker = settings.worker();
        interval = settings.report();
        Tags tags = Tags.of("worker", worker);
        tokens = Counter.builder("caravan.rollout.tokens")
                .description("Tokens of published completions")
                .tags(tags)
                .register(meters);
        completed = Counter.builder("caravan.rollout.completions")
                .description("Published completions")
                .tags(tags)
                .withRegistry(meters);
        rejected = Counter.builder("caravan.rollout.rejected")
                .description("Requests whose deadline passed before they could start")
                .tags(tags)
                .register(meters);
        broken = Counter.builder("caravan.rollout.weights.broken")
                .description("Announced weight versions that did not verify")
                .tags(tags)
                .register(meters);
        swap = Timer.builder("caravan.rollout.weights.swap")
                .description("Time that generation stands still for new weights")
                .publishPercentiles(0.5, 0.99)
                .tags(tags)
                .register(meters);
        latency = Timer.builder("caravan.rollout.weights.latency")
                .description("From the announcement of a weight version to its use")
                .publishPercentiles(0.5, 0.99)
                .tags(tags)
                .register(meters);
        meters.gauge("caravan.rollout.live", tags, live);
        meters.gauge("caravan.rollout.weights.version", tags, version);
    }

    /** A version is in use; generation stood still for {@code took}. */
    void adopted(Revision revision, Duration took) {
        Duration since = Duration.between(revision.publishedAt(), Instant.now());
        run = revision.run();
        version.set(revision.version());
        swap.record(took);
        latency.record(since.isNegative() ? Duration.ZERO : since);
        LOG.atInfo()
                .addKeyValue("run", revision.run())
                .addKeyValue("version", revision.version())
                .addKeyValue("digest", revision.digest())
                .addKeyValue("swapMillis", took.toMillis())
                .addKeyValue("sincePublishedMillis", since.toMillis())
                .log("weights in use");
    }

    /** A version that will not be used. */
    void broken(String reason) {
        broken.increment();
        LOG.atWarn().addKeyValue("worker", worker).addKeyValue("reason", reason).log("weights refused");
    }

    void live(int sequences) {
        live.set(sequences);
    }

    void completed(Completion completion) {
        tokens.increment(completion.getTokens().size());
        completed.withTag("finish", completion.getFinishReason().name()).increment();
    }

    void rejected(int requests) {
        rejected.increment(requests);
    }

    /** Writes the series for the live page if it is time and something changed. */
    void report(Instant now) {
        if (reported != null && Duration.between(reported, now).compareTo(interval) < 0) {
            return;
        }
        double count = tokens.count();
        if (reported != null && !run.isEmpty()) {
            double seconds = Duration.between(reported, now).toNanos() / 1e9;
            double rate = (count - tokensReported) / seconds;
            String values = rate + " " + version + " " + live;
            if (!values.equals(lastValues)) {
                lastValues = values;
                write("tokens_per_second", rate, now);
                write("weight_version", (double) version.get(), now);
                write("live_slots", live.get(), now);
            }
        }
        reported = now;
        tokensReported = count;
    }

    private void write(String name, double value, Instant at) {
        writer.send(
                Topics.METRICS,
                run,
                Metric.newBuilder()
                        .setRun(run)
                        .setService(SERVICE)
                        .setName(name)
                        .setValue(value)
                        .setLabels(Map.of("worker", worker))
                        .setAt(at)
                        .build());
    }
}
