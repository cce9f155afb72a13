package dev.caravan.learner.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class MicroBatchesProperties {

    @Property
    void everyItemIsInOneMicroBatchThatFitsTheBudget(
            @ForAll @Size(max = 60) List<@IntRange(min = 1, max = 100) Integer> lengths,
            @ForAll @IntRange(min = 1, max = 400) int budget) {
        // When
        List<List<Integer>> batches = MicroBatches.split(lengths, length -> length, budget);

        // Then
        assertThat(batches.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(lengths);
        assertThat(batches).allSatisfy(batch -> assertThat(batch)
                .satisfiesAnyOf(
                        rows -> assertThat(rows).hasSize(1),
                        rows -> assertThat(Collections.max(rows) * rows.size()).isLessThanOrEqualTo(budget)));
    }

    @Property
    void longestComesFirst(@ForAll @Size(min = 1, max = 60) List<@IntRange(min = 1, max = 100) Integer> lengths) {
        // When
        List<List<Integer>> batches = MicroBatches.split(lengths, length -> length, 128);

        // Then
        assertThat(batches.stream().flatMap(List::stream)).isSortedAccordingTo(Comparator.reverseOrder());
    }
}
