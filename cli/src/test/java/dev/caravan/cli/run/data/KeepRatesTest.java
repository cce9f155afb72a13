package dev.caravan.cli.run.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeepRatesTest {

    @Test
    void theScarcestSkillIsKeptWholeAndTheOthersThinnedToTheShares() {
        // Given: 100 sums, 300 stories, 50 of a skill that is not wanted
        List<String> skills = new ArrayList<>(Collections.nCopies(100, "sum"));
        skills.addAll(Collections.nCopies(300, "w2"));
        skills.addAll(Collections.nCopies(50, "max"));

        // When
        Map<String, Double> rates = KeepRates.of(skills, Map.of("sum", 1.0, "w2", 1.5));

        // Then
        assertThat(rates.get("sum")).isEqualTo(1.0);
        assertThat(rates.get("w2")).isCloseTo(0.5, within(1e-12));
        assertThat(rates.get("max")).isZero();
    }

    @Test
    void withoutSharesEverythingIsKept() {
        // Given
        List<String> skills = List.of("sum", "w2");

        // When
        Map<String, Double> rates = KeepRates.of(skills, Map.of());

        // Then
        assertThat(rates).containsOnly(Map.entry("sum", 1.0), Map.entry("w2", 1.0));
    }
}
