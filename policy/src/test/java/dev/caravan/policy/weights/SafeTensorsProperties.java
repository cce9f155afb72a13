package dev.caravan.policy.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class SafeTensorsProperties {

    @Property(tries = 300)
    void whatIsWrittenIsRead(@ForAll("files") SafeTensors file) throws IOException {
        // Given
        byte[] bytes = join(file.encode());
        // When
        SafeTensors read = SafeTensors.read(new ByteArrayInputStream(bytes), bytes.length, "test");
        // Then
        assertThat(read).isEqualTo(file);
    }

    /** A damaged file is an error that says so, or still a well-formed file; never another exception, never a huge array. */
    @Property(tries = 2000)
    void damageIsReportedAsSuch(
            @ForAll("files") SafeTensors file, @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int damages)
            throws IOException {
        // Given
        byte[] bytes = join(file.encode());
        Random random = new Random(seed);
        for (int i = 0; i < damages; i++) {
            bytes[random.nextInt(Math.min(bytes.length, 200))] = (byte) random.nextInt(256);
        }
        int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length;
        // When
        SafeTensors read;
        try {
            read = SafeTensors.read(new ByteArrayInputStream(bytes, 0, length), length, "test");
        } catch (ModelFormatException e) {
            assertThat(e).hasMessageStartingWith("test");
            return;
        }
        // Then
        long total = read.tensors().values().stream()
                .mapToLong(raw -> raw.bytes().remaining())
                .sum();
        assertThat(total).isLessThan(length);
    }

    @Provide
    Arbitrary<SafeTensors> files() {
        Arbitrary<long[]> shapes =
                Arbitraries.longs().between(0, 4).array(long[].class).ofMaxSize(3);
        Arbitrary<SafeTensors.Raw> raws = Combinators.combine(Arbitraries.of(DType.class), shapes, Arbitraries.longs())
                .as((dtype, shape, seed) -> {
                    byte[] bytes = new byte[(int) dtype.bytes(shape)];
                    new Random(seed).nextBytes(bytes);
                    return new SafeTensors.Raw(dtype, shape, ByteBuffer.wrap(bytes));
                });
        Arbitrary<String> names = Arbitraries.strings()
                .alpha()
                .numeric()
                .withChars("._\"\\é漢")
                .ofMinLength(1)
                .ofMaxLength(8);
        return Combinators.combine(
                        Arbitraries.maps(names, raws).ofMaxSize(5),
                        Arbitraries.maps(names, names).ofMaxSize(2))
                .as((tensors, metadata) -> {
                    SortedMap<String, SafeTensors.Raw> sorted = new TreeMap<>(tensors);
                    return new SafeTensors(sorted, Map.copyOf(metadata));
                });
    }

    static byte[] join(List<ByteBuffer> parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (ByteBuffer part : parts) {
            byte[] bytes = new byte[part.remaining()];
            part.get(bytes);
            out.writeBytes(bytes);
        }
        return out.toByteArray();
    }
}
