package dev.caravan.verifier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.verifier.sandbox.program.Limits;
import dev.caravan.verifier.spi.Options;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SandboxSettingsTest {

    @Test
    void defaultsAreThese() {
        // When
        SandboxSettings settings = SandboxSettings.defaults();

        // Then
        int cores = Runtime.getRuntime().availableProcessors();
        assertThat(settings)
                .isEqualTo(new SandboxSettings(
                        Tier.LANDLOCK, Math.min(256, 2 * cores), 60_001, "python3", "java", "node", List.of()));
        assertThat(Limits.DEFAULT)
                .isEqualTo(
                        new Limits(Duration.ofSeconds(10), Duration.ofSeconds(6), 512L << 20, 16, 16L << 20, 1 << 20));
    }

    @Test
    void readsOptions() {
        // When
        SandboxSettings settings = SandboxSettings.of(new Options(Map.of(
                "sandbox",
                "namespaces",
                "slots",
                "3",
                "user",
                "7",
                "python",
                "/opt/python",
                "wrapper",
                " nice -n 19 ")));

        // Then
        assertThat(settings)
                .isEqualTo(new SandboxSettings(
                        Tier.NAMESPACES, 3, 7, "/opt/python", "java", "node", List.of("nice", "-n", "19")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sandbox | docker | option 'sandbox' must be one of [namespaces, landlock, unsafe], not 'docker'",
                "slots | 0 | option 'slots' must be a whole number from 1 to 256, not '0'",
                "user | 0 | option 'user' must be a whole number from 1 to 2147483391, not '0'",
            })
    void cannotBeInvalid(String key, String value, String message) {
        // When, Then
        assertThatThrownBy(() -> SandboxSettings.of(new Options(Map.of(key, value))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void theDocumentationNamesThem() throws Exception {
        // When
        String page = Files.readString(Path.of("docs/sandbox.md"));

        // Then
        String settings = page.substring(page.indexOf("## Settings"), page.indexOf("## The hostile suite"));
        assertThat(SandboxSettings.KEYS).allSatisfy(key -> assertThat(settings).contains("`" + key + "`"));
    }

    @Test
    void limitsCannotBeInvalid() {
        assertThatThrownBy(() -> Limits.DEFAULT.within(Duration.ZERO, Duration.ofSeconds(1)))
                .hasMessage("wall must be positive: 0");
        assertThatThrownBy(() -> new Limits(Duration.ofSeconds(1), Duration.ofSeconds(1), 1, 1, 0, 1))
                .hasMessage("memoryBytes must be at least 1 MiB: 1");
    }
}
