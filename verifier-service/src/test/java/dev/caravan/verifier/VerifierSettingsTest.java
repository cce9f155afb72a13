package dev.caravan.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.runtime.settings.SettingsBinder;
import dev.caravan.runtime.settings.SettingsException;
import dev.caravan.runtime.settings.SettingsTable;
import dev.caravan.runtime.settings.units.Size;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerifierSettingsTest {

    @Test
    void defaultsAreThese() {
        // When
        VerifierSettings settings = SettingsBinder.defaults(VerifierSettings.class);

        // Then
        assertThat(settings)
                .isEqualTo(new VerifierSettings(
                        new JudgeSettings(2, Duration.ofSeconds(10), 8, new Size(64 << 20)),
                        3,
                        8,
                        128,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(2),
                        new Size(8 << 20),
                        1000,
                        Map.of(),
                        Optional.empty(),
                        Duration.ofSeconds(2),
                        Map.of(),
                        List.of()));
    }

    @Test
    void theReadmeShowsThem() throws Exception {
        // When
        String readme = Files.readString(Path.of("README.md"));

        // Then
        assertThat(readme).contains(SettingsTable.markdown(VerifierSettings.class));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "judge: {threads: 0} | threads must be 1 to 256: 0",
                "judge: {limit: 1ms} | limit must be at least 10ms: PT0.001S",
                "judge: {hung: 0} | hung must be at least 1: 0",
                "attempts: 7 | attempts must be 1 to 6: 7",
                "lanes: 0 | lanes must be 1 to 64: 0",
                "batch: 0 | batch must be 1 to 1000: 0",
                "report: 1ms | report must be at least 100ms: PT0.001S",
                "max_body: 1 | maxBody must be 1KiB to 1GiB: 1",
                "max_items: 0 | maxItems must be at least 1: 0",
                "reload: 1ms | reload must be at least 100ms: PT0.001S",
                "workers: {acme.a: {}} | workers.acme.a.version must be set",
                "workers: {acme.a: {version: '1', deadline: 1ms}} | deadline must be 10ms to 10m: PT0.001S",
                "workers: {acme.a: {version: '1', concurrency: 0}} | concurrency must be 1 to 1024: 0",
                "workers: {acme.a: {version: '1', partitions: 0}} | partitions must be at least 1: 0",
                "shadow: [{name: math, sample: 0}] | sample must be above 0 and at most 1: 0.0",
                "shadow: [{name: math}, {name: math, live: exact}] | shadow must not name a verifier twice: [math, math]",
            })
    void cannotBeInvalid(String yaml, String message) {
        // When, Then
        assertThatThrownBy(() -> SettingsBinder.text("test", yaml).bind(VerifierSettings.class))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(message);
    }
}
