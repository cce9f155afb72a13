package dev.caravan.learner.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.runtime.CaravanException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EpochsProperties {

    @Property
    void batchesTogetherAreTheEpochs(
            @ForAll @IntRange(min = 1, max = 60) int size,
            @ForAll @IntRange(min = 1, max = 16) int batchSize,
            @ForAll @IntRange(min = 1, max = 4) int passes,
            @ForAll long seed) {
        // Given
        Epochs<Integer> epochs = new Epochs<>(data(size), batchSize, passes, 0, seed, true);

        // When
        List<Integer> all = new ArrayList<>();
        for (int batch = 0; batch < epochs.batches(); batch++) {
            all.addAll(epochs.batch(batch));
        }

        // Then
        assertThat(all).hasSize(size * passes);
        for (int pass = 0; pass < passes; pass++) {
            assertThat(all.subList(pass * size, (pass + 1) * size)).doesNotHaveDuplicates();
        }
    }

    @Test
    void withoutShuffleTheOrderIsTheDatasAndTheLastBatchMayBeSmaller() {
        // Given
        Epochs<Integer> epochs = new Epochs<>(data(5), 4, 1, 0, 1, false);

        // When / Then
        assertThat(epochs.batches()).isEqualTo(2);
        assertThat(epochs.batch(0)).containsExactly(0, 1, 2, 3);
        assertThat(epochs.batch(1)).containsExactly(4);
        assertThat(new Epochs<>(data(5), 4, 1, 1, 1, false).batches()).isEqualTo(1);
    }

    @Test
    void sortedDataDoesNotDependOnTheOrderOfArrival() {
        // Given
        List<Dataset.Item<String>> items = new ArrayList<>(IntStream.range(0, 20)
                .mapToObj(i -> new Dataset.Item<>("id" + i, "value" + i))
                .toList());
        Dataset<String> before = Dataset.of(items, true, "item");
        Collections.shuffle(items, new Random(1));

        // When
        Dataset<String> after = Dataset.of(items, true, "item");

        // Then
        assertThat(after).isEqualTo(before);
        assertThat(Dataset.of(items.subList(1, 20), true, "item").identity()).isNotEqualTo(before.identity());
    }

    @Test
    void noDataIsAnError() {
        // When / Then
        assertThatThrownBy(() -> Dataset.of(List.of(), true, "demonstration"))
                .isInstanceOf(CaravanException.class)
                .hasMessageContaining("no usable demonstration");
    }

    private static Dataset<Integer> data(int size) {
        return new Dataset<>(IntStream.range(0, size).boxed().toList(), "");
    }
}
