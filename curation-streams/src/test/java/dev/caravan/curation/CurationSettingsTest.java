package dev.caravan.curation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.curation.groups.GroupingSettings;
import dev.caravan.curation.groups.PairSettings;
import dev.caravan.curation.prompts.CurationPolicy;
import dev.caravan.runtime.settings.SettingsBinder;
import dev.caravan.runtime.settings.SettingsTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class CurationSettingsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration JUDGING = Duration.ofSeconds(30);
    private static final PairSettings PAIRS = new PairSettings(1, 0.5);

    @Test
    void have_these_defaults() {
        // When
        CurationSettings defaults = SettingsBinder.defaults(CurationSettings.class);

        // Then
        assertThat(defaults)
                .isEqualTo(new CurationSettings(
                        Path.of(".caravan/streams"),
                        Duration.ofMillis(50),
                        new CurationPolicy(8, 0.5),
                        new GroupingSettings(Duration.ofMillis(100), SECOND, Duration.ofDays(1), JUDGING, PAIRS)));
    }

    @Test
    void are_documented_in_the_readme() throws IOException {
        // When
        String table = SettingsTable.markdown(CurationSettings.class);

        // Then
        assertThat(Files.readString(Path.of("README.md"))).contains(table);
    }

    @Test
    void cannot_exist_invalid() {
        refuses("ngram must lie in 1 to 64: 0", () -> new CurationPolicy(0, 0.5));
        refuses("max_coverage must lie in 0 to 1: NaN", () -> new CurationPolicy(8, Double.NaN));
        refuses("per_prompt must be at least 1: 0", () -> new PairSettings(0, 0.5));
        refuses("min_margin must be positive: 0.0", () -> new PairSettings(1, 0));
        refuses(
                "tick must be at least 1ms: PT0S",
                () -> new GroupingSettings(Duration.ZERO, SECOND, Duration.ofDays(1), JUDGING, PAIRS));
        refuses(
                "grace must not be negative: PT-1S",
                () -> new GroupingSettings(SECOND, SECOND.negated(), Duration.ofDays(1), JUDGING, PAIRS));
        refuses(
                "memory must be at least a minute: PT1S",
                () -> new GroupingSettings(SECOND, SECOND, SECOND, JUDGING, PAIRS));
        refuses(
                "judging must not be negative: PT-1S",
                () -> new GroupingSettings(SECOND, SECOND, Duration.ofDays(1), SECOND.negated(), PAIRS));
        CurationSettings valid = SettingsBinder.defaults(CurationSettings.class);
        refuses(
                "commit_interval must lie in 10ms to 10s: PT0.001S",
                () -> new CurationSettings(valid.stateDir(), Duration.ofMillis(1), valid.policy(), valid.grouping()));
    }

    private static void refuses(String message, ThrowingCallable construction) {
        assertThatThrownBy(construction)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
