package dev.caravan.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

/** Programs of two versions share a cluster while it is upgraded: each reads what the other writes. */
class SchemaEvolutionTest {
    private static final int HEADER = 5;

    private final Schema old = oldMetric();

    @Test
    void aNewReaderReadsAnOldWriter() throws IOException {
        // Given
        GenericRecord written = new GenericRecordBuilder(old)
                .set("run", "r")
                .set("service", "learner")
                .set("name", "reward")
                .set("value", 0.5)
                .set("unit", "share")
                .set("at", 1_000L)
                .build();
        SchemaCatalogue catalogue = new SchemaCatalogue(id -> id == SchemaIds.of(old) ? old : null);

        // When
        Metric read = Wire.decode(frame(written), Metric.class, catalogue);

        // Then
        assertThat(read)
                .isEqualTo(Metric.newBuilder()
                        .setRun("r")
                        .setService("learner")
                        .setName("reward")
                        .setValue(0.5)
                        .setStep(0)
                        .setLabels(Map.of())
                        .setAt(Instant.ofEpochMilli(1_000))
                        .build());
    }

    @Test
    void anOldReaderReadsANewWriter() throws IOException {
        // Given
        byte[] frame = Wire.encode(Metric.newBuilder()
                .setRun("r")
                .setService("learner")
                .setName("reward")
                .setValue(0.5)
                .setStep(12)
                .setLabels(Map.of("stage", "rlvr"))
                .setAt(Instant.ofEpochMilli(1_000))
                .build());
        Schema writer = new SchemaCatalogue().get(ByteBuffer.wrap(frame).getInt(1));

        // When
        GenericRecord read = new GenericDatumReader<GenericRecord>(writer, old)
                .read(null, DecoderFactory.get().binaryDecoder(frame, HEADER, frame.length - HEADER, null));

        // Then
        assertThat(read.get("name")).hasToString("reward");
        assertThat(read.get("unit")).hasToString("");
        assertThat(read.get("at")).isEqualTo(1_000L);
    }

    @Test
    void whatWasWrittenBeforeThereWasAnAggregationHasTheMean() throws IOException {
        // Given
        Schema before = without(Prompt.getClassSchema(), "aggregation");
        GenericRecord written = new GenericRecordBuilder(before)
                .set("id", "p")
                .set("run", "r")
                .set("stage", "rlvr")
                .set("turns", List.of())
                .set("skill", "s")
                .set("source", "f")
                .set("licence", "MIT")
                .build();
        SchemaCatalogue catalogue = new SchemaCatalogue(id -> id == SchemaIds.of(before) ? before : null);

        // When
        Prompt read = Wire.decode(frame(written, before), Prompt.class, catalogue);

        // Then
        assertThat(read.getAggregation()).isEqualTo(Aggregation.MEAN);
    }

    private static Schema without(Schema schema, String field) {
        List<Schema.Field> fields = schema.getFields().stream()
                .filter(kept -> !kept.name().equals(field))
                .map(kept -> new Schema.Field(kept, kept.schema()))
                .toList();
        return Schema.createRecord(schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields);
    }

    private byte[] frame(GenericRecord record) throws IOException {
        return frame(record, old);
    }

    private static byte[] frame(GenericRecord record, Schema writer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(ByteBuffer.allocate(HEADER)
                .put((byte) 0)
                .putInt(SchemaIds.of(writer))
                .array());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(writer).write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    private static Schema oldMetric() {
        try (InputStream json = SchemaEvolutionTest.class.getResourceAsStream("/old/metric.avsc")) {
            return new Schema.Parser().parse(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
