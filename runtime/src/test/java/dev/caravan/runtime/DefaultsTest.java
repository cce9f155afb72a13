package dev.caravan.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.runtime.kafka.KafkaSettings;
import dev.caravan.runtime.kafka.WorkSettings;
import dev.caravan.runtime.service.HttpSettings;
import dev.caravan.runtime.settings.SettingsBinder;
import dev.caravan.runtime.settings.SettingsTable;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pins every default of this module, and its rules. */
class DefaultsTest {

    @Test
    void defaultsAreThese() {
        assertThat(WorkSettings.DEFAULT)
                .isEqualTo(new WorkSettings(2, 16, Duration.ofSeconds(30), Duration.ofHours(1), 5));
        assertThat(SettingsBinder.defaults(HttpSettings.class)).isEqualTo(HttpSettings.loopback(0));
        assertThat(SettingsBinder.text("s", "bootstrap: b:9092").bind(KafkaSettings.class))
                .isEqualTo(new KafkaSettings("b:9092", Map.of()));
    }

    @Test
    void theTableDocumentsThem() {
        assertThat(SettingsTable.markdown(WorkSettings.class))
                .contains(
                        "| `lock` | duration | `30s` | how long the broker keeps a lease without a renewal |",
                        "| `attempts` | int | `5` | deliveries before a record is dead-lettered, 1 to 8 |");
    }

    @Test
    void whatBreaksARuleIsRefusedWithTheValue() {
        assertThatThrownBy(() -> new WorkSettings(0, 1, Duration.ofSeconds(30), Duration.ofHours(1), 5))
                .hasMessage("lanes must be 1 to 64: 0");
        assertThatThrownBy(() -> WorkSettings.DEFAULT.with(1, 1001)).hasMessage("batch must be 1 to 1000: 1001");
        assertThatThrownBy(() -> WorkSettings.DEFAULT.withLock(Duration.ofMillis(10)))
                .hasMessage("lock must be at least 1s: PT0.01S");
        assertThatThrownBy(() -> WorkSettings.DEFAULT.withLock(Duration.ofHours(2)))
                .hasMessage("hold must not be shorter than lock (PT2H): PT1H");
        assertThatThrownBy(() -> new WorkSettings(1, 1, Duration.ofSeconds(30), Duration.ofHours(1), 9))
                .hasMessage("attempts must be 1 to 8: 9");
        assertThatThrownBy(() -> HttpSettings.loopback(-1)).hasMessage("port must be 0 to 65535: -1");
        assertThatThrownBy(() -> new KafkaSettings("localhost"))
                .hasMessage("bootstrap must be host:port[,host:port...]: 'localhost'");
    }
}
