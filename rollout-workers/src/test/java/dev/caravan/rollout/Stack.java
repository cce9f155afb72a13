package dev.caravan.rollout;

import dev.caravan.broker.EmbeddedKafka;
import dev.caravan.runtime.kafka.EventWriter;
import dev.caravan.runtime.kafka.From;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.KafkaSettings;
import dev.caravan.runtime.kafka.LogReader;
import dev.caravan.runtime.kafka.Received;
import dev.caravan.runtime.service.Health;
import dev.caravan.schemas.Completion;
import dev.caravan.schemas.RolloutRequest;
import dev.caravan.schemas.Topic;
import dev.caravan.schemas.Topics;
import dev.caravan.schemas.WeightRecord;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.awaitility.Awaitility;

/**
 * A broker with what a learner would write to it, the workers of one test, and what came out. One broker serves many tests: each
 * has its own run and its own group ids.
 */
final class Stack implements AutoCloseable {

    static final RolloutSettings SETTINGS =
            new RolloutSettings("w1", 16, 16, 500, 4, 8, 2, Duration.ofSeconds(15), Duration.ofMillis(200));

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final EmbeddedKafka broker;
    private final EventWriter writer;
    private final Kafka kafka;
    private final List<RolloutService> workers = new ArrayList<>();
    private SimpleMeterRegistry meters = new SimpleMeterRegistry();

    Stack(Path dir) {
        broker = new EmbeddedKafka(dir, 0).start();
        kafka = new Kafka(new KafkaSettings(broker.bootstrap()));
        kafka.createTopics();
        writer = kafka.writer("test-learner");
    }

    RolloutService worker(RolloutSettings settings) {
        RolloutService service = new RolloutService(settings, kafka, meters);
        workers.add(service);
        service.start();
        return service;
    }

    void stop(RolloutService worker) {
        workers.remove(worker);
        worker.close();
    }

    /** Stops the workers and forgets what they measured. */
    void endTest() {
        List.copyOf(workers).forEach(this::stop);
        meters = new SimpleMeterRegistry();
    }

    void awaitLive() {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> meters.get("caravan.rollout.live").gauge().value() > 0);
    }

    SimpleMeterRegistry meters() {
        return meters;
    }

    double brokenVersions() {
        return meters.get("caravan.rollout.weights.broken").counter().count();
    }

    void awaitDetail(RolloutService worker, String detail) {
        Awaitility.await().atMost(PATIENCE).until(() -> worker.health().detail().contains(detail));
    }

    From newestAnchor(long firstWindow) {
        return new AnchorSearch(kafka, firstWindow).newest();
    }

    void publish(List<WeightRecord> records) {
        records.forEach(record -> writer.send(Topics.WEIGHTS, record.getRun() + "/" + record.getVersion(), record));
        writer.flush();
    }

    void request(RolloutRequest... requests) {
        for (RolloutRequest request : requests) {
            writer.send(Topics.REQUESTS, request.getGroupId(), request);
        }
        writer.flush();
    }

    /** Waits until a request has completions with {@code count} different indices and returns the newest of each, by index. */
    List<Completion> completions(RolloutRequest request, int count) {
        Map<Integer, Completion> byIndex = new TreeMap<>();
        await(
                Topics.COMPLETIONS,
                completion -> {
                    if (completion.getGroupId().equals(request.getGroupId())) {
                        byIndex.put(completion.getIndex(), completion);
                    }
                    return byIndex.size() == count;
                },
                1);
        return List.copyOf(byIndex.values());
    }

    /** Waits until the topic has {@code count} records that match. */
    <V extends SpecificRecord> List<V> await(Topic<V> topic, Predicate<V> matching, int count) {
        List<V> found = new ArrayList<>();
        try (LogReader<V> reader = kafka.reader(topic, From.BEGINNING)) {
            Awaitility.await()
                    .alias(count + " records on " + topic.name())
                    .atMost(PATIENCE)
                    .until(() -> {
                        failIfDown();
                        for (Received<V> received : reader.poll(Duration.ofMillis(50))) {
                            V value = received.value();
                            if (value != null && matching.test(value)) {
                                found.add(value);
                            }
                        }
                        return found.size() >= count;
                    });
        }
        return found;
    }

    private void failIfDown() {
        for (RolloutService worker : workers) {
            if (worker.health().state() == Health.State.DOWN) {
                throw new IllegalStateException(worker.health().detail());
            }
        }
    }

    @Override
    public void close() {
        endTest();
        writer.close();
        kafka.close();
        broker.close();
    }
}
