package dev.caravan.learner.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ShuffleProperties {

    @Property
    void visitsEveryItemOncePerEpoch(
            @ForAll @IntRange(min = 1, max = 200) int size,
            @ForAll long seed,
            @ForAll @IntRange(max = 5) int epoch,
            @ForAll boolean shuffled) {
        // Given
        Shuffle shuffle = new Shuffle(size, seed, shuffled);

        // When
        int[] visited = IntStream.range(0, size)
                .map(i -> shuffle.at((long) epoch * size + i))
                .sorted()
                .toArray();

        // Then
        assertThat(visited).isEqualTo(IntStream.range(0, size).toArray());
    }

    @Property
    void isAFunctionOfSeedAndPositionWhateverWasAskedBefore(
            @ForAll @IntRange(min = 1, max = 50) int size,
            @ForAll long seed,
            @ForAll @LongRange(min = 0, max = 500) long position,
            @ForAll @LongRange(min = 0, max = 500) long before) {
        // Given
        Shuffle used = new Shuffle(size, seed, true);
        used.at(before);

        // When
        int item = used.at(position);

        // Then
        assertThat(item).isEqualTo(new Shuffle(size, seed, true).at(position));
    }

    @Test
    void ordersDifferBetweenEpochsAndSeeds() {
        // Given
        Shuffle one = new Shuffle(100, 1, true);
        Shuffle two = new Shuffle(100, 2, true);

        // When
        int[] firstEpoch = LongStream.range(0, 100).mapToInt(one::at).toArray();
        int[] secondEpoch = LongStream.range(100, 200).mapToInt(one::at).toArray();
        int[] otherSeed = LongStream.range(0, 100).mapToInt(two::at).toArray();

        // Then
        assertThat(firstEpoch).isNotEqualTo(secondEpoch).isNotEqualTo(otherSeed);
    }

    @Test
    void orderIsPinnedBecauseARunsTrajectoryDependsOnIt() {
        // Given
        Shuffle shuffle = new Shuffle(8, 42, true);

        // When
        int[] order = LongStream.range(0, 8).mapToInt(shuffle::at).toArray();

        // Then
        assertThat(order).containsExactly(6, 4, 2, 5, 1, 0, 7, 3);
    }
}
