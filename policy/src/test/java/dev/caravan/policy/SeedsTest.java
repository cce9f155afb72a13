package dev.caravan.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SeedsTest {

    @Test
    void isTheFinaliserOfSplitMix64() {
        // Given: the first outputs of SplitMix64 seeded with 0, from its reference implementation
        long[] reference = {0xE220A8397B1DCDAFL, 0x6E789E6AA1B965F4L, 0x06C45D188009454FL};

        // When
        long[] seeds = LongStream.range(0, 3).map(i -> Seeds.mix(0, i)).toArray();

        // Then
        assertThat(seeds).containsExactly(reference);
    }
}
