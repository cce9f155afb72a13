package dev.caravan.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.caravan.runtime.CaravanException;
import dev.caravan.runtime.registry.SchemaLog;
import dev.caravan.schemas.Benchmark;
import dev.caravan.schemas.SchemaCatalogue;
import dev.caravan.schemas.SchemaIds;
import dev.caravan.schemas.Topic;
import dev.caravan.schemas.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The writer and the reader against a broker. Every test begins at the end of the log as it finds it. */
class LogTest {
    private static TestBroker broker;
    private static Kafka kafka;

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
    void whatIsWrittenIsReadInOrderWithItsPlace() {
        // Given
        Map<Integer, Long> end = kafka.endOffsets(Topics.BENCHMARKS);
        Benchmark item = Records.benchmark("a", "1+1");
        write("a", item);
        write("b", null);

        // When
        List<Received<Benchmark>> read = readToEnd(Topics.BENCHMARKS, From.offsets(end));

        // Then
        long first = end.get(0);
        assertThat(read).extracting(Received::value).containsExactly(item, null);
        assertThat(read).extracting(Received::key).containsExactly("a", "b");
        assertThat(read)
                .extracting(Received::location)
                .containsExactly("benchmarks-0@" + first, "benchmarks-0@" + (first + 1));
    }

    @Test
    void aReaderFromTheEndSeesOnlyWhatComesAfterItWasOpened() {
        // Given
        write("before", Records.benchmark("before", "x"));

        // When
        List<Received<Benchmark>> read;
        try (LogReader<Benchmark> reader = kafka.reader(Topics.BENCHMARKS, From.END)) {
            write("after", Records.benchmark("after", "x"));
            read = toEnd(reader);
        }

        // Then
        assertThat(read).extracting(Received::key).containsExactly("after");
    }

    @Test
    void aReaderFromATimeSeesWhatWasWrittenSince() {
        // Given
        write("earlier", Records.benchmark("earlier", "x"));
        long last = readToEnd(Topics.BENCHMARKS, From.BEGINNING).stream()
                .mapToLong(Received::timestamp)
                .max()
                .orElseThrow();
        await().until(() -> System.currentTimeMillis() > last);
        Instant then = Instant.now();
        write("since", Records.benchmark("since", "x"));

        // When
        List<Received<Benchmark>> since = readToEnd(Topics.BENCHMARKS, From.time(then));
        List<Received<Benchmark>> later = readToEnd(Topics.BENCHMARKS, From.time(then.plusSeconds(3600)));

        // Then
        assertThat(since).extracting(Received::key).containsExactly("since");
        assertThat(later).isEmpty();
    }

    @Test
    void positionsSayWhereToGoOn() {
        // Given
        Map<Integer, Long> end = kafka.endOffsets(Topics.BENCHMARKS);
        write("one", Records.benchmark("one", "x"));
        Map<Integer, Long> positions;
        try (LogReader<Benchmark> reader = kafka.reader(Topics.BENCHMARKS, From.offsets(end))) {
            toEnd(reader);
            positions = reader.positions();
        }
        write("two", Records.benchmark("two", "x"));

        // When
        List<Received<Benchmark>> read = readToEnd(Topics.BENCHMARKS, From.offsets(positions));

        // Then
        assertThat(read).extracting(Received::key).containsExactly("two");
    }

    @Test
    void bytesThatAreNoRecordAreDeadLetteredWholeAndTheRestIsRead() throws Exception {
        // Given
        Map<Integer, Long> end = kafka.endOffsets(Topics.BENCHMARKS);
        Map<Integer, Long> letters = kafka.endOffsets(Topics.DEAD_LETTERS);
        RecordMetadata garbage = writeRaw("bad", "not a frame".getBytes(StandardCharsets.UTF_8));
        write("good", Records.benchmark("good", "x"));

        // When
        List<Received<Benchmark>> read = readToEnd(Topics.BENCHMARKS, From.offsets(end));

        // Then
        assertThat(read).extracting(Received::key).containsExactly("good");
        assertThat(readToEnd(Topics.DEAD_LETTERS, From.offsets(letters)))
                .extracting(Received::value)
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.getLocation()).isEqualTo("benchmarks-0@" + garbage.offset());
                    assertThat(letter.getKey()).isEqualTo("bad");
                    assertThat(letter.getReason()).contains("not a framed Benchmark");
                    assertThat(StandardCharsets.UTF_8
                                    .decode(letter.getPayload())
                                    .toString())
                            .isEqualTo("not a frame");
                });
    }

    @Test
    void aRecordOfAStrangersSchemaIsReadOnceTheStrangerHasRegisteredIt() throws Exception {
        // Given: a newer program whose Benchmark has one field more
        Schema newer = SchemaBuilder.record("Benchmark")
                .namespace("dev.caravan.schemas")
                .fields()
                .requiredString("id")
                .requiredString("benchmark")
                .requiredString("text")
                .optionalString("language")
                .endRecord();
        Map<Integer, Long> end = kafka.endOffsets(Topics.BENCHMARKS);
        int id;
        try (Kafka stranger = new Kafka(new KafkaSettings(broker.bootstrap()))) {
            id = stranger.schemas().register(Topics.BENCHMARKS.subject(), newer);
        }
        writeRaw("new", frame(newer, id));

        // When
        List<Received<Benchmark>> read = readToEnd(Topics.BENCHMARKS, From.offsets(end));

        // Then
        assertThat(read).singleElement().satisfies(received -> {
            assertThat(received.value().getText()).isEqualTo("2+2");
            assertThat(received.value().getLicence()).isEmpty();
        });
    }

    @Test
    void ourSchemasAreOnTheLogOnceHoweverManyProcessesStart() {
        // When
        try (Kafka second = new Kafka(new KafkaSettings(broker.bootstrap()))) {
            second.writer("again").close();
            second.writer("once more").close();
        }

        // Then
        assertThat(kafka.schemas().entries().stream()
                        .filter(e -> e.subject().equals("completions-value"))
                        .map(SchemaLog.Entry::id))
                .containsExactly(SchemaIds.of(SchemaCatalogue.schemaOf(Topics.COMPLETIONS.type())));
        assertThat(kafka.schemas().find(7)).isNull();
    }

    @Test
    void aWriterThatHasLostARecordWritesNothingMore() {
        // Given: a record larger than its topic takes
        try (EventWriter writer = kafka.writer("large")) {
            Benchmark large = Records.benchmark("large", randomText(3 << 20));

            // When
            writer.send(Topics.BENCHMARKS, "large", large);

            // Then
            assertThatThrownBy(writer::flush)
                    .isInstanceOf(CaravanException.class)
                    .hasMessageContaining("benchmarks")
                    .hasMessageContaining("large");
            assertThatThrownBy(() -> writer.send(Topics.BENCHMARKS, "next", Records.benchmark("next", "x")))
                    .isInstanceOf(CaravanException.class)
                    .hasMessageContaining("earlier failure");
        }
    }

    @Test
    void aDeadLetterWhosePayloadDoesNotFitIsCut() {
        // Given
        Map<Integer, Long> letters = kafka.endOffsets(Topics.DEAD_LETTERS);
        byte[] payload = new byte[Topics.DEAD_LETTERS.maxBytes()];

        // When
        kafka.deadLetters("ingest").send("gsm8k.jsonl:12", "row", payload, new IllegalArgumentException("no answer"));

        // Then
        assertThat(readToEnd(Topics.DEAD_LETTERS, From.offsets(letters)))
                .extracting(Received::value)
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.getLocation()).isEqualTo("gsm8k.jsonl:12");
                    assertThat(letter.getReason()).startsWith("no answer").contains("cut from 17825792 bytes");
                });
    }

    @Test
    void aTopicWithOtherPartitionsIsRefusedByName() throws Exception {
        // Given
        String name = Topics.EVALUATIONS.name();
        kafka.admin().deleteTopics(List.of(name)).all().get();
        await().ignoreExceptions().until(() -> {
            kafka.admin()
                    .createTopics(List.of(new NewTopic(name, Optional.of(3), Optional.empty())))
                    .all()
                    .get();
            return true;
        });

        // When, Then
        assertThatThrownBy(kafka::createTopics)
                .isInstanceOf(CaravanException.class)
                .hasMessage("topic evaluations has 3 partitions and needs 1; delete it or use another cluster");
    }

    @Test
    void offsetsThatAreNotInTheLogAreAnErrorNotAGap() {
        assertThatThrownBy(() -> kafka.reader(Topics.BENCHMARKS, From.offsets(Map.of(0, 1_000_000L))))
                .isInstanceOf(CaravanException.class)
                .hasMessageContaining("benchmarks-0@1000000");
    }

    private static <V extends SpecificRecord> List<Received<V>> readToEnd(Topic<V> topic, From from) {
        try (LogReader<V> reader = kafka.reader(topic, from)) {
            return toEnd(reader);
        }
    }

    private static <V extends SpecificRecord> List<Received<V>> toEnd(LogReader<V> reader) {
        List<Received<V>> read = new ArrayList<>();
        while (!reader.atEnd()) {
            read.addAll(reader.poll(Duration.ofMillis(100)));
        }
        return read;
    }

    private static void write(String key, Benchmark value) {
        try (EventWriter writer = kafka.writer("test")) {
            writer.send(Topics.BENCHMARKS, key, value);
            writer.flush();
        }
    }

    private static RecordMetadata writeRaw(String key, byte[] value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrap()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            return producer.send(
                            new ProducerRecord<>(Topics.BENCHMARKS.name(), key.getBytes(StandardCharsets.UTF_8), value))
                    .get();
        }
    }

    private static byte[] frame(Schema schema, int id) throws IOException {
        GenericRecord record = new GenericRecordBuilder(schema)
                .set("id", "new")
                .set("benchmark", "b")
                .set("text", "2+2")
                .set("language", "en")
                .build();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    /** Text that does not compress to nothing. */
    private static String randomText(int length) {
        return new Random(1)
                .ints(length, 'a', 'z')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
