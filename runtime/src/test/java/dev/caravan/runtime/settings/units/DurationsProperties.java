package dev.caravan.runtime.settings.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class DurationsProperties {

    @Property(tries = 200)
    void whatIsFormattedIsParsedBack(@ForAll @LongRange(min = 0, max = 10_000_000_000_000L) long millis) {
        Duration duration = Duration.ofMillis(millis);
        assertThat(Durations.parse(Durations.format(duration))).isEqualTo(duration);
    }

    @Property(tries = 200)
    void aSizeIsParsedBack(@ForAll @LongRange(min = 0) long bytes) {
        Size size = new Size(bytes);
        assertThat(Size.parse(size.toString())).isEqualTo(size);
    }

    @Example
    void whatIsNoDurationIsRefusedWithTheText() {
        for (String text : new String[] {"", "30", "-3s", "1.5h", "3 s", "s"}) {
            assertThatThrownBy(() -> Durations.parse(text)).hasMessageContaining("'" + text + "'");
        }
    }
}
