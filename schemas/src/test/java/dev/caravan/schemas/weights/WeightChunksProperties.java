package dev.caravan.schemas.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.schemas.Topics;
import dev.caravan.schemas.WeightRecord;
import dev.caravan.schemas.Wire;
import dev.caravan.schemas.weights.WeightAssembler.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class WeightChunksProperties {
    private static final WeightChunks SMALL = new WeightChunks(100);

    @Property(tries = 100)
    void whatIsSplitAndSentIsPutTogetherAgain(
            @ForAll @IntRange(min = 1, max = 10_000) int bytes,
            @ForAll @IntRange(min = 10, max = 2000) int chunkBytes,
            @ForAll long seed) {
        // Given
        byte[] payload = new byte[bytes];
        new Random(seed).nextBytes(payload);
        WeightChunks chunks = new WeightChunks(chunkBytes);

        // When
        List<WeightRecord> records = split(chunks, payload, bytes);
        Version whole = sent(records);

        // Then
        assertThat(records).hasSize(1 + chunks.count(bytes));
        assertThat(whole.payload()).isEqualTo(payload);
        assertThat(whole.number()).isEqualTo(3);
        assertThat(whole.manifest().getDigest()).isEqualTo("d");
    }

    @Property(tries = 40)
    void anyLostChunkIsNoticed(@ForAll @IntRange(max = 3) int lost) {
        // Given
        List<WeightRecord> records = split(SMALL, new byte[4 * SMALL.bytes()], 4 * SMALL.bytes());
        records.remove(1 + lost);
        List<WeightRecord> next = split(SMALL, new byte[1], 1);

        // When, Then
        assertThatThrownBy(() -> {
                    WeightAssembler assembler = new WeightAssembler();
                    records.forEach(assembler::accept);
                    assembler.accept(next.get(0));
                })
                .isInstanceOf(WeightStreamException.class)
                .hasMessageContaining("chunk " + lost);
    }

    @Example
    void theLargestChunkFitsItsTopic() {
        // When
        int bytes = WeightChunks.MAX_BYTES + 1;
        List<WeightRecord> records = split(new WeightChunks(WeightChunks.MAX_BYTES), new byte[bytes], bytes);

        // Then
        assertThat(records).hasSize(3).allSatisfy(record -> assertThat(Wire.encode(record).length)
                .isLessThan(Topics.WEIGHTS.maxBytes()));
        assertThatThrownBy(() -> new WeightChunks(bytes)).hasMessageContaining("1 to 1048576 bytes, got 1048577");
    }

    @Example
    void aPayloadThatIsNotWhatItsSectionsSayIsRefused() {
        assertThatThrownBy(() -> split(SMALL, new byte[10], 11)).hasMessageContaining("chunk 0 has 10 bytes, not 11");
        assertThatThrownBy(() -> split(SMALL, new byte[SMALL.bytes() + 1], SMALL.bytes()))
                .hasMessageContaining("longer");
        assertThatThrownBy(() -> split(SMALL, new byte[0], 0)).hasMessageContaining("no payload");
    }

    private static Version sent(List<WeightRecord> records) {
        WeightAssembler assembler = new WeightAssembler();
        Version last = null;
        for (WeightRecord record : records) {
            last = assembler.accept(Wire.decode(Wire.encode(record), WeightRecord.class));
        }
        return last;
    }

    private static List<WeightRecord> split(WeightChunks chunks, byte[] payload, int announced) {
        List<WeightRecord> records = new ArrayList<>();
        chunks.split("r", 3, WeightAssemblerTest.manifest(3, announced), payload)
                .forEachRemaining(records::add);
        return records;
    }
}
