package dev.caravan.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.schemas.WeightAssembler.Assembled;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class WeightChunksProperties {

    @Property(tries = 40)
    void whatIsSplitAndSentIsPutTogetherAgain(@ForAll @IntRange(max = 3_500_000) int bytes, @ForAll long seed) {
        // Given
        byte[] payload = new byte[bytes];
        new Random(seed).nextBytes(payload);

        // When
        List<WeightRecord> records = split(payload, bytes);
        Assembled assembled = assembled(records);

        // Then
        assertThat(records).hasSize(1 + WeightChunks.count(bytes));
        assertThat(records)
                .allSatisfy(record -> assertThat(Wire.encode(record).length).isLessThan(Topics.WEIGHTS.maxBytes()));
        assertThat(assembled.payload()).isEqualTo(payload);
        assertThat(assembled.manifest().getDigest()).isEqualTo("d");
    }

    @Property(tries = 40)
    void anyLostChunkIsNoticed(@ForAll @IntRange(min = 0, max = 3) int lost) {
        // Given
        List<WeightRecord> records = split(new byte[4 * WeightChunks.SIZE], 4 * WeightChunks.SIZE);
        records.remove(1 + lost);
        List<WeightRecord> next = split(new byte[1], 1);

        // When, Then
        assertThatThrownBy(() -> {
                    WeightAssembler assembler = new WeightAssembler("r");
                    records.forEach(assembler::accept);
                    assembler.accept(next.get(0));
                })
                .isInstanceOf(WeightStreamException.class)
                .hasMessageContaining("chunk " + lost);
    }

    @Example
    void aPayloadThatIsNotWhatItsSectionsSayIsRefused() {
        assertThatThrownBy(() -> split(new byte[10], 11)).hasMessageContaining("chunk 0 has 10 bytes, not 11");
        assertThatThrownBy(() -> split(new byte[WeightChunks.SIZE + 1], WeightChunks.SIZE))
                .hasMessageContaining("longer");
    }

    private static Assembled assembled(List<WeightRecord> records) {
        WeightAssembler assembler = new WeightAssembler("r");
        Assembled last = null;
        for (WeightRecord record : records) {
            last = assembler.accept(Wire.decode(Wire.encode(record), WeightRecord.class));
        }
        return last;
    }

    private static List<WeightRecord> split(byte[] payload, int announced) {
        List<WeightRecord> records = new ArrayList<>();
        WeightChunks.split("r", 3, WeightAssemblerTest.manifest(3, announced), payload)
                .forEachRemaining(records::add);
        return records;
    }
}
