package dev.caravan.cli.tap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.runtime.kafka.From;
import dev.caravan.schemas.Topics;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    @Test
    void isAPlaceOrATime() {
        assertThat(parse("beginning")).isEqualTo(From.BEGINNING);
        assertThat(parse("end")).isEqualTo(From.END);
        assertThat(parse("12")).isEqualTo(From.offsets(Map.of(0, 12L, 1, 12L, 2, 12L, 3, 12L)));
        assertThat(parse("0:12,3:7")).isEqualTo(From.offsets(Map.of(0, 12L, 3, 7L)));
        assertThat(parse("2026-01-30")).isEqualTo(From.time(Instant.parse("2026-01-30T00:00:00Z")));
        assertThat(parse("2026-01-30T01:02:03Z")).isEqualTo(From.time(Instant.parse("2026-01-30T01:02:03Z")));
        assertThat(parse("1h30m")).isEqualTo(From.time(Instant.parse("2026-01-31T10:30:00Z")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "2026-13-01", "2026-01-30T25:00:00Z", "0:1,", "1.5h"})
    void anythingElseIsAnswered(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--from must be beginning, end,");
    }

    private static From parse(String text) {
        return Start.parse(text, Topics.SCORES, NOW);
    }
}
