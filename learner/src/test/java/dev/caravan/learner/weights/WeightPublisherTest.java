package dev.caravan.learner.weights;

import static dev.caravan.schemas.WeightKind.ANCHOR;
import static dev.caravan.schemas.WeightKind.PATCH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.broker.EmbeddedKafka;
import dev.caravan.learner.LearnerSettings;
import dev.caravan.learner.TinyModel;
import dev.caravan.learner.WeightLog;
import dev.caravan.policy.weights.ModelFolder;
import dev.caravan.policy.weights.Weights;
import dev.caravan.runtime.kafka.EventWriter;
import dev.caravan.runtime.kafka.From;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.KafkaSettings;
import dev.caravan.runtime.kafka.LogReader;
import dev.caravan.schemas.Topics;
import dev.caravan.schemas.WeightKind;
import dev.caravan.schemas.WeightManifest;
import dev.caravan.schemas.WeightRecord;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightPublisherTest {

    @TempDir
    static Path folder;

    private static EmbeddedKafka broker;
    private static Kafka kafka;
    private static EventWriter writer;
    private static ModelFolder model;

    @BeforeAll
    static void start() {
        broker = new EmbeddedKafka(folder, 0).start();
        kafka = new Kafka(new KafkaSettings(broker.bootstrap()));
        kafka.createTopics();
        writer = kafka.writer("learner");
        model = TinyModel.folder();
    }

    @AfterAll
    static void stop() {
        writer.close();
        kafka.close();
        broker.close();
    }

    @Test
    void smallChangesArePatchesLargeOnesAndEverySoOftenAnchors() {
        // Given: an anchor at least every 4 versions
        WeightPublisher publisher = publisher("kinds");
        Weights weights = model.weights();

        // When
        publisher.publish(0, weights, 0);
        for (int version = 1; version <= 5; version++) {
            int changed = version;
            weights = nudged(weights, i -> i % 100 == changed);
            publisher.publish(version, weights, version);
        }
        Weights rewritten = nudged(weights, i -> true);
        publisher.publish(6, rewritten, 6);

        // Then
        assertThat(read("kinds", rewritten)).containsExactly(ANCHOR, PATCH, PATCH, PATCH, ANCHOR, PATCH, ANCHOR);
    }

    @Test
    void aVersionThatDidNotChangeIsAnEmptyPatch() {
        // Given
        WeightPublisher publisher = publisher("same");

        // When
        publisher.publish(0, model.weights(), 0);
        publisher.publish(1, model.weights(), 1);

        // Then
        assertThat(read("same", model.weights())).containsExactly(ANCHOR, PATCH);
    }

    @Test
    void afterARestartWhatIsThereAlreadyIsNotPublishedAgain() {
        // Given: a life that published two versions after its checkpoint
        Weights one = nudged(model.weights(), i -> i == 1);
        Weights two = nudged(one, i -> i == 2);
        Weights three = nudged(two, i -> i == 3);
        WeightPublisher before = publisher("repeats");
        before.publish(0, model.weights(), 0);
        before.publish(1, one, 1);
        before.publish(2, two, 2);
        SortedMap<Long, String> published = published("repeats");

        // When: the next life does the same, and one more
        WeightPublisher after = publisher("repeats");
        after.replay(published);
        after.publish(1, one, 1);
        after.publish(2, two, 2);
        after.publish(3, three, 3);

        // Then
        assertThat(published).isEqualTo(Map.of(0L, model.weights().digest(), 1L, one.digest(), 2L, two.digest()));
        assertThat(read("repeats", three)).containsExactly(ANCHOR, PATCH, PATCH, ANCHOR);
    }

    @Test
    void onceAVersionDiffersFromItsFormerSelfAllArePublishedAnew() {
        // Given
        Weights one = nudged(model.weights(), i -> i == 1);
        Weights two = nudged(one, i -> i == 2);
        Weights otherOne = nudged(model.weights(), i -> i == 7);
        WeightPublisher before = publisher("differs");
        before.publish(1, one, 1);
        before.publish(2, two, 2);

        // When: version 2 comes out as before, but its predecessor does not
        WeightPublisher after = publisher("differs");
        after.replay(published("differs"));
        after.publish(1, otherOne, 1);
        after.publish(2, two, 2);

        // Then
        assertThat(read("differs", two)).containsExactly(ANCHOR, PATCH, ANCHOR, PATCH);
    }

    @Test
    void theNewestVersionIsRepeatedAsAnAnchorAndPatchedFromThere() {
        // Given
        Weights one = nudged(model.weights(), i -> i == 1);
        Weights two = nudged(one, i -> i == 2);
        WeightPublisher publisher = publisher("again");
        publisher.publish(0, model.weights(), 0);
        publisher.publish(1, one, 1);

        // When
        publisher.repeat(1, one, 1);
        publisher.publish(2, two, 2);

        // Then
        assertThat(read("again", two)).containsExactly(ANCHOR, PATCH, ANCHOR, PATCH);
    }

    @Test
    void afterARepeatWhatAnEarlierLifePublishedIsPublishedAnew() {
        // Given
        Weights one = nudged(model.weights(), i -> i == 1);
        WeightPublisher before = publisher("back");
        before.publish(0, model.weights(), 0);
        before.publish(1, one, 1);

        // When: a life that begins at version 0 repeats it, so that readers go back there
        WeightPublisher after = publisher("back");
        after.replay(published("back"));
        after.repeat(0, model.weights(), 0);
        after.publish(1, one, 1);

        // Then
        assertThat(read("back", one)).containsExactly(ANCHOR, PATCH, ANCHOR, PATCH);
    }

    @Test
    void aVersionWhoseChunksAreNotAllThereDoesNotCount() {
        // Given: killed between manifest and chunks
        WeightPublisher publisher = publisher("killed");
        publisher.publish(0, model.weights(), 0);
        writer.send(
                Topics.WEIGHTS,
                "killed/1",
                new WeightRecord(
                        "killed",
                        1L,
                        WeightManifest.newBuilder()
                                .setKind(ANCHOR)
                                .setBaseVersion(1)
                                .setDigest("d")
                                .setChunks(2)
                                .setSections(List.of())
                                .setPublishedAt(Instant.EPOCH)
                                .build()));
        writer.flush();

        // When / Then
        assertThat(published("killed")).containsOnlyKeys(0L);
    }

    private static WeightPublisher publisher(String run) {
        return new WeightPublisher(
                writer, new LearnerSettings(folder, 2, 2, 4, 0.7, 4096, true), () -> Instant.EPOCH, run, "rlvr", model);
    }

    private static SortedMap<Long, String> published(String run) {
        try (LogReader<WeightRecord> reader = kafka.reader(Topics.WEIGHTS, From.BEGINNING)) {
            return PublishedVersions.read(reader, run);
        }
    }

    /** Reads the run as a worker does and checks where it ends. */
    private static List<WeightKind> read(String run, Weights expected) {
        try (WeightLog log = new WeightLog(kafka, run)) {
            log.pollToEnd();
            assertThat(log.model().weights().digest()).isEqualTo(expected.digest());
            return log.kinds;
        }
    }

    /** Flips the lowest bit of some elements of every tensor. */
    private static Weights nudged(Weights weights, IntPredicate where) {
        Map<String, Weights.Tensor> changed = new TreeMap<>();
        for (String name : weights.names()) {
            Weights.Tensor tensor = weights.get(name);
            ByteBuffer values = ByteBuffer.allocate(tensor.bf16().remaining())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put(tensor.bf16())
                    .flip();
            for (int i = 0; i < values.limit() / 2; i++) {
                if (where.test(i)) {
                    values.putShort(2 * i, (short) (values.getShort(2 * i) ^ 1));
                }
            }
            changed.put(name, new Weights.Tensor(tensor.shape(), values));
        }
        return Weights.of(changed);
    }
}
