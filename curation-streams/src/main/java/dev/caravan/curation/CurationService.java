package dev.caravan.curation;

import dev.caravan.curation.groups.GroupingTopology;
import dev.caravan.curation.prompts.CurationTopology;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.service.Health;
import dev.caravan.runtime.service.Service;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.GroupProtocol;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;

/**
 * Runs {@link CurationTopology} and {@link GroupingTopology}. Several instances share the partitions between them;
 * prompts and benchmarks have one partition, so one instance at a time curates and the others stand by.
 */
public final class CurationService implements Service {

    private final CurationSettings settings;
    private final Kafka kafka;
    private final MeterRegistry meters;
    /** Filled by {@link #start}, read by {@link #health} from any thread. */
    private final List<StreamsApp> apps = Collections.synchronizedList(new ArrayList<>());

    public CurationService(CurationSettings settings, Kafka kafka, MeterRegistry meters) {
        this.settings = settings;
        this.kafka = kafka;
        this.meters = meters;
    }

    @Override
    public String name() {
        return "curation-streams";
    }

    @Override
    public void start() {
        kafka.createTopics();
        start(CurationTopology.APPLICATION, CurationTopology.build(settings.policy(), kafka::serde, meters));
        start(GroupingTopology.APPLICATION, GroupingTopology.build(settings.grouping(), kafka::serde, meters));
    }

    /** The worst of the two applications. */
    @Override
    public Health health() {
        List<Health> all = List.copyOf(apps).stream().map(StreamsApp::health).toList();
        if (all.size() < 2) {
            return Health.starting("not started");
        }
        return all.stream()
                .filter(health -> health.state() == Health.State.DOWN)
                .findFirst()
                .or(() -> all.stream()
                        .filter(health -> health.state() == Health.State.STARTING)
                        .findFirst())
                .orElse(Health.UP);
    }

    @Override
    public void close() {
        List.copyOf(apps).forEach(StreamsApp::close);
    }

    private void start(String application, Topology topology) {
        StreamsApp app = new StreamsApp(topology, properties(application), meters);
        apps.add(app);
        app.start();
    }

    private Properties properties(String application) {
        Properties properties = kafka.streams(application, settings.stateDir());
        String commitMillis = Long.toString(settings.commitInterval().toMillis());
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitMillis);
        // The poll is what a commit waits for when nothing comes in.
        properties.put(StreamsConfig.POLL_MS_CONFIG, commitMillis);
        // Nothing is visible before the commit, which sends what lingers. One request at a time: the broker turns away
        // whatever
        // follows the first batch of a transaction on a partition while it still verifies that batch.
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), commitMillis);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1);
        // With the "streams" protocol the broker alone decides how long it waits for a member that was killed: at least
        // 45 s unless it is
        // configured otherwise. The classic protocol lets the member decide, down to 6 s.
        properties.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, GroupProtocol.CLASSIC.name());
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 6_000);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 1_500);
        // The topologies check their input themselves; what is left (a full disk, a defect) must not turn good records
        // into dead letters.
        properties.put(
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndFailProcessingExceptionHandler.class);
        return properties;
    }
}
