package dev.caravan.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caravan.schemas.DeadLetter;
import dev.caravan.schemas.RolloutRequest;
import dev.caravan.schemas.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every test has its own group, so each sees the whole topic, and looks only at the group ids that it wrote. */
class WorkQueueTest {
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final Duration WAIT = Duration.ofMinutes(1);

    private static TestBroker broker;
    private static Kafka kafka;

    private final String name = "g" + NAMES.incrementAndGet();
    private final WorkSettings quick = WorkSettings.DEFAULT.withLock(Duration.ofSeconds(2));

    @BeforeAll
    static void startBroker() {
        broker = new TestBroker();
        kafka = broker.kafka();
    }

    @AfterAll
    static void stopBroker() throws IOException {
        broker.close();
    }

    @Test
    void everyRecordIsDeliveredToOneOfTwoWorkersAndOnlyOnce() {
        // Given
        Set<String> wanted = write(40);
        Map<String, AtomicInteger> deliveries = new ConcurrentHashMap<>();

        // When
        try (WorkQueue<RolloutRequest> one = queue(quick.with(2, 4));
                WorkQueue<RolloutRequest> two = queue(quick.with(2, 4))) {
            await().atMost(WAIT).until(() -> {
                for (WorkQueue<RolloutRequest> worker : List.of(one, two)) {
                    for (Lease<RolloutRequest> lease : worker.poll(Duration.ofMillis(50))) {
                        deliveries
                                .computeIfAbsent(lease.record().key(), k -> new AtomicInteger())
                                .incrementAndGet();
                        lease.done();
                    }
                }
                return deliveries.keySet().containsAll(wanted);
            });
        }

        // Then
        assertThat(deliveries.keySet()).containsAll(wanted);
        assertThat(deliveries.values()).allSatisfy(count -> assertThat(count).hasValue(1));
    }

    @Test
    void workOfAKilledWorkerComesBack() throws Exception {
        // Given
        write(3);
        kafka.queue(Topics.REQUESTS, name, quick).close();
        Map<String, Integer> attempts = new HashMap<>();

        // When
        Set<String> taken = SilentWorker.leaseAndBeKilled(broker.bootstrap(), name);
        try (WorkQueue<RolloutRequest> alive = queue(quick)) {
            await().atMost(WAIT).until(() -> {
                for (Lease<RolloutRequest> lease : alive.poll(Duration.ofMillis(50))) {
                    attempts.put(lease.record().key(), lease.attempt());
                    lease.done();
                }
                return attempts.keySet().containsAll(taken);
            });
        }

        // Then
        assertThat(taken).isNotEmpty().allSatisfy(key -> assertThat(attempts).containsEntry(key, 2));
    }

    @Test
    void aSlowLeaseIsRenewedWhileOthersOfItsBatchAreSettled() {
        // Given
        String key = writePair();
        List<Lease<RolloutRequest>> mine = new ArrayList<>();
        List<String> others = new ArrayList<>();
        WorkSettings settings = quick.with(2, 8).withLock(Duration.ofSeconds(3));

        // When
        try (WorkQueue<RolloutRequest> slow = queue(settings)) {
            await().atMost(WAIT).until(() -> {
                mine.addAll(ours(slow, Set.of(key)));
                return mine.size() == 2;
            });
            mine.get(0).done();
            try (WorkQueue<RolloutRequest> other = queue(settings)) {
                await().during(Duration.ofSeconds(5)).atMost(WAIT).until(() -> {
                    ours(other, Set.of(key))
                            .forEach(lease -> others.add(lease.record().location()));
                    return true;
                });
            }
            mine.get(1).done();
        }

        // Then
        assertThat(others).isEmpty();
    }

    @Test
    void aLaneThatHasSettledALongLeaseTakesNewWork() {
        // Given
        Set<String> first = write(1);
        WorkSettings oneLane = quick.with(1, 1);
        try (WorkQueue<RolloutRequest> queue = queue(oneLane)) {
            List<Lease<RolloutRequest>> held = new ArrayList<>();
            await().atMost(WAIT).until(() -> held.addAll(ours(queue, first)));
            await().pollDelay(oneLane.lock()).until(() -> true);
            held.get(0).done();

            // When
            Set<String> second = write(1);
            List<Lease<RolloutRequest>> next = new ArrayList<>();
            await().atMost(WAIT).until(() -> next.addAll(ours(queue, second)));

            // Then
            assertThat(next).singleElement().satisfies(lease -> {
                lease.done();
                assertThat(lease.attempt()).isEqualTo(1);
            });
        }
    }

    @Test
    void aLeaseThatIsRetriedComesBackAndItsLastRetryIsDeadLettered() {
        // Given
        String key = write(1).iterator().next();
        List<Integer> attempts = new ArrayList<>();
        WorkSettings twice = new WorkSettings(1, 1, Duration.ofSeconds(2), Duration.ofMinutes(1), 2);

        // When
        List<DeadLetter> letters = new ArrayList<>();
        try (WorkQueue<RolloutRequest> queue = queue(twice);
                LogReader<DeadLetter> reader = kafka.reader(Topics.DEAD_LETTERS, From.BEGINNING)) {
            await().atMost(WAIT).until(() -> {
                for (Lease<RolloutRequest> lease : queue.poll(Duration.ofMillis(50))) {
                    if (lease.record().key().equals(key)) {
                        attempts.add(lease.attempt());
                        lease.retry();
                    } else {
                        lease.done();
                    }
                }
                letters.addAll(lettersAbout(reader, key));
                return !letters.isEmpty();
            });
        }

        // Then
        assertThat(attempts).containsExactly(1, 2);
        assertThat(letters).singleElement().satisfies(letter -> {
            assertThat(letter.getService()).isEqualTo(name);
            assertThat(letter.getAttempts()).isEqualTo(2);
            assertThat(letter.getReason()).contains("retries");
        });
    }

    @Test
    void aRejectedLeaseIsDeadLetteredWithItsReasonAndItsWholeRecord() {
        // Given
        String key = write(1).iterator().next();

        // When
        List<DeadLetter> letters = new ArrayList<>();
        try (WorkQueue<RolloutRequest> queue = queue(quick);
                LogReader<DeadLetter> reader = kafka.reader(Topics.DEAD_LETTERS, From.BEGINNING)) {
            await().atMost(WAIT).until(() -> {
                for (Lease<RolloutRequest> lease : queue.poll(Duration.ofMillis(50))) {
                    if (lease.record().key().equals(key)) {
                        lease.reject("prompt is too long");
                    } else {
                        lease.done();
                    }
                }
                letters.addAll(lettersAbout(reader, key));
                return !letters.isEmpty();
            });
        }

        // Then
        assertThat(letters).singleElement().satisfies(letter -> {
            assertThat(letter.getReason()).isEqualTo("prompt is too long");
            assertThat(letter.getLocation()).startsWith("requests-");
            assertThat(letter.getPayload().remaining()).isGreaterThan(20);
        });
    }

    @Test
    void bytesThatAreNoRecordAreDeadLetteredAndTheNextRecordIsDelivered() throws Exception {
        // Given
        writeGarbage(name + SilentWorker.GARBAGE);
        Set<String> wanted = write(1);

        // When
        List<DeadLetter> letters = new ArrayList<>();
        List<String> delivered = new ArrayList<>();
        try (WorkQueue<RolloutRequest> queue = queue(quick);
                LogReader<DeadLetter> reader = kafka.reader(Topics.DEAD_LETTERS, From.BEGINNING)) {
            await().atMost(WAIT).until(() -> {
                ours(queue, wanted)
                        .forEach(lease -> delivered.add(lease.record().key()));
                letters.addAll(lettersAbout(reader, name + SilentWorker.GARBAGE));
                return !letters.isEmpty() && delivered.containsAll(wanted);
            });
        }

        // Then
        assertThat(letters).anySatisfy(letter -> {
            assertThat(letter.getService()).isEqualTo(name);
            assertThat(StandardCharsets.UTF_8.decode(letter.getPayload()).toString())
                    .isEqualTo("garbage");
        });
    }

    @Test
    void closingGivesBackWhatIsNotSettledAtOnce() {
        // Given
        Set<String> wanted = write(1);
        WorkSettings slowLock = quick.withLock(Duration.ofMinutes(5)).with(1, 1);
        List<Lease<RolloutRequest>> taken = new ArrayList<>();
        try (WorkQueue<RolloutRequest> first = queue(slowLock)) {
            await().atMost(WAIT).until(() -> {
                taken.addAll(ours(first, wanted));
                return !taken.isEmpty();
            });
        }

        // When
        List<Lease<RolloutRequest>> again = new ArrayList<>();
        try (WorkQueue<RolloutRequest> second = queue(slowLock)) {
            await().atMost(WAIT).until(() -> {
                again.addAll(ours(second, wanted));
                return !again.isEmpty();
            });
        }

        // Then
        assertThat(again).singleElement().satisfies(lease -> assertThat(lease.attempt())
                .isEqualTo(2));
    }

    private WorkQueue<RolloutRequest> queue(WorkSettings settings) {
        return kafka.queue(Topics.REQUESTS, name, settings);
    }

    /** Leases of the wanted keys; what other tests wrote is settled at once. */
    private static List<Lease<RolloutRequest>> ours(WorkQueue<RolloutRequest> queue, Set<String> wanted) {
        List<Lease<RolloutRequest>> ours = new ArrayList<>();
        for (Lease<RolloutRequest> lease : queue.poll(Duration.ofMillis(50))) {
            if (wanted.contains(lease.record().key())) {
                ours.add(lease);
            } else {
                lease.done();
            }
        }
        return ours;
    }

    private static List<DeadLetter> lettersAbout(LogReader<DeadLetter> reader, String key) {
        return reader.poll(Duration.ofMillis(50)).stream()
                .map(Received::value)
                .filter(letter -> letter.getKey().equals(key))
                .toList();
    }

    private Set<String> write(int count) {
        List<String> keys = IntStream.range(0, count)
                .mapToObj(i -> name + "/" + NAMES.incrementAndGet())
                .toList();
        try (EventWriter writer = kafka.writer("test")) {
            keys.forEach(key -> writer.send(Topics.REQUESTS, key, Records.request(key)));
            writer.flush();
        }
        return Set.copyOf(keys);
    }

    /** Two records of one key, so of one partition and most likely of one batch. */
    private String writePair() {
        String key = name + "/" + NAMES.incrementAndGet();
        try (EventWriter writer = kafka.writer("test")) {
            writer.send(Topics.REQUESTS, key, Records.request(key));
            writer.send(Topics.REQUESTS, key, Records.request(key));
            writer.flush();
        }
        return key;
    }

    private static void writeGarbage(String key) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrap()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            Topics.REQUESTS.name(),
                            key.getBytes(StandardCharsets.UTF_8),
                            "garbage".getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
    }
}
