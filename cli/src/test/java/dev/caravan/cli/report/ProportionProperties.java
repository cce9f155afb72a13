package dev.caravan.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ProportionProperties {

    @Property
    void theIntervalHoldsTheShareAndStaysWithinZeroAndOne(
            @ForAll @IntRange(min = 1, max = 5000) int items, @ForAll @IntRange(max = 5000) int drawn) {
        // Given
        int successes = drawn % (items + 1);

        // When
        Proportion proportion = new Proportion(successes, items);

        // Then
        assertThat(proportion.low()).isBetween(0.0, proportion.share() + 1e-12);
        assertThat(proportion.high()).isBetween(proportion.share() - 1e-12, 1.0);
    }

    @Property
    void moreItemsOfTheSameShareNarrowTheInterval(@ForAll @IntRange(min = 1, max = 500) int items) {
        // Given
        Proportion few = new Proportion(items, 2 * items);

        // When
        Proportion many = new Proportion(10 * items, 20 * items);

        // Then
        assertThat(many.high() - many.low()).isLessThan(few.high() - few.low());
    }

    @Example
    void agreesWithAPublishedValue() {
        // Given: Newcombe 1998, table I, method 3: 81 of 263
        Proportion proportion = new Proportion(81, 263);

        // When
        double low = proportion.low();

        // Then
        assertThat(low).isCloseTo(0.2553, within(5e-5));
        assertThat(proportion.high()).isCloseTo(0.3662, within(5e-5));
    }

    @Example
    void refusesMoreSuccessesThanItems() {
        // Given / When / Then
        assertThatThrownBy(() -> new Proportion(3, 2))
                .hasMessage("successes must be in [0, items] and items positive, got 3 of 2");
    }
}
