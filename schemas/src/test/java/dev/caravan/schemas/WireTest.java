package dev.caravan.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {
    private final Benchmark item = Benchmark.newBuilder()
            .setId("gsm8k/7")
            .setBenchmark("gsm8k")
            .setText("Dvě a dvě?")
            .setLicence("MIT")
            .build();

    @Test
    void aFrameIsReadByADecoderThatKnowsOnlyTheSpecifications() {
        // When
        ByteBuffer frame = ByteBuffer.wrap(Wire.encode(item));

        // Then
        assertThat(frame.get()).isZero();
        assertThat(frame.getInt()).isEqualTo(SchemaIds.of(Benchmark.getClassSchema()));
        assertThat(List.of(avroString(frame), avroString(frame), avroString(frame), avroString(frame)))
                .containsExactly("gsm8k/7", "gsm8k", "Dvě a dvě?", "MIT");
        assertThat(frame.hasRemaining()).isFalse();
    }

    @Test
    void aRecordWithUnionsTimesAndNestingComesBackEqual() {
        // Given
        RunEvent event = new RunEvent(
                "run-1",
                Instant.ofEpochMilli(1_234),
                StageRequested.newBuilder()
                        .setIndex(2)
                        .setStage("rlvr")
                        .setKind("grpo")
                        .setSettings("{}")
                        .setSeed(7)
                        .setModel("")
                        .setInputs(List.of(new InputRange("curated", 0, 3L, 9L)))
                        .build());

        // When
        RunEvent back = Wire.decode(Wire.encode(event), RunEvent.class);

        // Then
        assertThat(back).isEqualTo(event);
        assertThat(((StageRequested) back.getEvent()).getInputs()).hasSize(1);
    }

    @Test
    void theFirstByteMustBeZero() {
        byte[] bytes = Wire.encode(item);
        bytes[0] = '{';
        assertThatThrownBy(() -> Wire.decode(bytes, Benchmark.class))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("Benchmark")
                .hasMessageContaining("123");
    }

    @Test
    void anUnknownSchemaIdIsNamed() {
        byte[] bytes = Wire.encode(item);
        ByteBuffer.wrap(bytes).putInt(1, 42);
        assertThatThrownBy(() -> Wire.decode(bytes, Benchmark.class))
                .isInstanceOfSatisfying(
                        UnknownSchemaException.class, e -> assertThat(e.id()).isEqualTo(42))
                .hasMessageContaining("42");
    }

    @Test
    void anotherTopicsRecordIsRefused() {
        byte[] bytes = Wire.encode(item);
        assertThatThrownBy(() -> Wire.decode(bytes, Metric.class))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("Metric");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 5, 6, 12})
    void aFrameThatIsCutShortIsRefused(int length) {
        byte[] bytes = Arrays.copyOf(Wire.encode(item), length);
        assertThatThrownBy(() -> Wire.decode(bytes, Benchmark.class)).isInstanceOf(WireException.class);
    }

    @Test
    void bytesLeftOverAreRefused() {
        byte[] frame = Wire.encode(item);
        byte[] bytes = Arrays.copyOf(frame, frame.length + 1);
        assertThatThrownBy(() -> Wire.decode(bytes, Benchmark.class)).hasMessageContaining("left over");
    }

    @Test
    void aStringThatClaimsToBeHugeIsRefusedWithoutReadingIt() {
        // Given: a length of 2^30 bytes (zigzag varint), then nothing
        byte[] bytes = ByteBuffer.allocate(10)
                .put((byte) 0)
                .putInt(SchemaIds.of(Benchmark.getClassSchema()))
                .put(new byte[] {(byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x08})
                .array();

        // Then
        assertThatThrownBy(() -> Wire.decode(bytes, Benchmark.class)).isInstanceOf(WireException.class);
    }

    @Test
    void aTombstoneStaysNullInTheSerde() {
        // Given
        AvroSerde<Benchmark> serde = new AvroSerde<>(Benchmark.class);

        // Then
        assertThat(serde.serializer().serialize("benchmarks", null)).isNull();
        assertThat(serde.deserializer().deserialize("benchmarks", (byte[]) null))
                .isNull();
        assertThat(serde.deserializer()
                        .deserialize("benchmarks", serde.serializer().serialize("benchmarks", item)))
                .isEqualTo(item);
    }

    /** Avro 1.12 specification, "Binary Encoding": a long (zigzag, 7 bits a byte, low first), then that many bytes of UTF-8. */
    private static String avroString(ByteBuffer in) {
        long zigzag = 0;
        int shift = 0;
        byte part;
        do {
            part = in.get();
            zigzag |= (part & 0x7fL) << shift;
            shift += 7;
        } while (part < 0);
        byte[] utf8 = new byte[(int) (zigzag >>> 1 ^ -(zigzag & 1))];
        in.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
