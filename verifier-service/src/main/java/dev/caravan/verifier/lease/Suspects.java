package dev.caravan.verifier.lease;

import dev.caravan.runtime.kafka.EventWriter;
import dev.caravan.runtime.kafka.From;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.Lease;
import dev.caravan.runtime.kafka.LogReader;
import dev.caravan.runtime.kafka.Received;
import dev.caravan.runtime.kafka.WorkQueue;
import dev.caravan.schemas.DeadLetter;
import dev.caravan.schemas.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;

/**
 * Records that a process had in hand when it ended, one of which may have ended it. A lease is charged for every death of its holder, begun
 * or not; so they move to {@code suspects}, where they are leased one at a time, and what counts is that one was begun alone, which is
 * written there before it is.
 */
final class Suspects<V extends SpecificRecord> implements AutoCloseable {

    private static final String SUSPECT = "Suspect";
    private static final String BEGUN = "BegunAlone";
    private static final Duration POLL = Duration.ofMillis(100);

    private final Source<V> source;
    private final Kafka kafka;
    private final Serde<V> serde;
    private final EventWriter out;
    private final WorkQueue<DeadLetter> queue;

    Suspects(Source<V> source, Kafka kafka, EventWriter out) {
        this.source = source;
        this.kafka = kafka;
        this.serde = kafka.serde(source.topic());
        this.out = out;
        this.queue = kafka.queue(
                Topics.SUSPECTS, source.group() + "-suspects", source.work().with(1, 1));
    }

    /** Takes a record over, or anew; completes when it is on the log. */
    CompletableFuture<Void> add(Task<V> task) {
        return send(about(task)
                .setError(SUSPECT)
                .setReason("its process ended, or lost its lease, while it was in hand")
                .setRetriable(true)
                .setPayload(ByteBuffer.wrap(
                        serde.serializer().serialize(source.topic().name(), task.value())))
                .build());
    }

    /** Notes that it is begun alone; completes when that is on the log. */
    CompletableFuture<Void> beginAlone(Task<V> task) {
        return send(about(task)
                .setError(BEGUN)
                .setReason("begun while nothing else was in hand")
                .build());
    }

    /** The next that is ready; of other sources too. */
    List<Lease<DeadLetter>> poll() {
        return queue.poll(Duration.ZERO);
    }

    /** Whether it is a record to work on, and of this source: all of them share the topic. */
    boolean isOurs(DeadLetter letter) {
        return letter.getService().equals(source.group()) && letter.getError().equals(SUSPECT);
    }

    /** @throws dev.caravan.schemas.WireException if it cannot be read */
    Task<V> task(DeadLetter suspect) {
        byte[] bytes = new byte[suspect.getPayload().remaining()];
        suspect.getPayload().duplicate().get(bytes);
        return new Task<>(
                suspect.getLocation(),
                suspect.getKey(),
                serde.deserializer().deserialize(source.topic().name(), bytes));
    }

    /** Whether somebody has begun a suspect alone. */
    boolean wasBegunAlone(Received<DeadLetter> suspect, Task<V> task) {
        try (LogReader<DeadLetter> reader =
                kafka.reader(Topics.SUSPECTS, From.offsets(Map.of(suspect.partition(), suspect.offset())))) {
            while (!reader.atEnd()) {
                for (Received<DeadLetter> later : reader.poll(POLL)) {
                    DeadLetter letter = later.value();
                    if (letter != null
                            && letter.getError().equals(BEGUN)
                            && letter.getService().equals(source.group())
                            && letter.getLocation().equals(task.location())) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    @Override
    public void close() {
        queue.close();
    }

    private DeadLetter.Builder about(Task<V> task) {
        return DeadLetter.newBuilder()
                .setLocation(task.location())
                .setService(source.group())
                .setKey(task.key())
                .setPayload(ByteBuffer.allocate(0))
                .setAt(Instant.now());
    }

    private CompletableFuture<Void> send(DeadLetter letter) {
        return out.send(Topics.SUSPECTS, letter.getLocation(), letter).thenRun(() -> {});
    }
}
