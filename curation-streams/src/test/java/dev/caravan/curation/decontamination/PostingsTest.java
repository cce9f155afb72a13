package dev.caravan.curation.decontamination;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostingsTest {

    private final Postings postings = new Postings();

    @Test
    void keeps_all_values_of_many_keys() {
        // When
        for (int value = 0; value < 3; value++) {
            for (long key = -20_000; key < 20_000; key++) {
                postings.add(key, value);
            }
        }

        // Then
        assertThat(values(-20_000)).containsExactly(2, 1, 0);
        assertThat(values(0)).containsExactly(2, 1, 0);
        assertThat(values(19_999)).containsExactly(2, 1, 0);
        assertThat(values(20_000)).isEmpty();
    }

    @Test
    void a_value_repeated_at_once_counts_once() {
        // When
        postings.add(7, 1);
        postings.add(7, 1);

        // Then
        assertThat(values(7)).containsExactly(1);
    }

    private List<Integer> values(long key) {
        List<Integer> values = new ArrayList<>();
        for (int e = postings.first(key); e >= 0; e = postings.next(e)) {
            values.add(postings.value(e));
        }
        return values;
    }
}
