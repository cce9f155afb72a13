package dev.caravan.curation;

import dev.caravan.runtime.service.Health;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One Kafka Streams application: its health, its meters, and the rule that a failed one stays down. */
final class StreamsApp implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StreamsApp.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final String name;
    private final KafkaStreams streams;
    private final KafkaStreamsMetrics meters;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    StreamsApp(Topology topology, Properties properties, MeterRegistry registry) {
        this.name = properties.getProperty(StreamsConfig.APPLICATION_ID_CONFIG);
        this.streams = new KafkaStreams(topology, properties);
        this.meters = new KafkaStreamsMetrics(streams, List.of(Tag.of("application", name)));
        streams.setUncaughtExceptionHandler(this::fail);
        meters.bindTo(registry);
    }

    void start() {
        streams.start();
    }

    Health health() {
        Throwable cause = failure.get();
        if (cause != null) {
            return Health.down(name + " failed: " + cause);
        }
        return switch (streams.state()) {
            case RUNNING -> Health.up(name);
            case CREATED, REBALANCING -> Health.starting(name + " is getting its partitions and state");
            case PENDING_SHUTDOWN, NOT_RUNNING, PENDING_ERROR, ERROR -> Health.down(name + " is " + streams.state());
        };
    }

    /** Leaves the group, so that whoever comes next gets the partitions at once. */
    @Override
    public void close() {
        meters.close();
        CloseOptions options =
                CloseOptions.timeout(CLOSE_TIMEOUT).withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP);
        if (!streams.close(options)) {
            LOG.atWarn().addKeyValue("application", name).log("streams threads did not end in time");
        }
    }

    private StreamThreadExceptionResponse fail(Throwable cause) {
        if (failure.compareAndSet(null, cause)) {
            LOG.atError().addKeyValue("application", name).setCause(cause).log("streams application failed and stops");
        }
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
}
