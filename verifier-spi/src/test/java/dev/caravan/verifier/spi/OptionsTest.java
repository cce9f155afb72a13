package dev.caravan.verifier.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OptionsTest {

    private enum Take {
        ALL,
        LAST_LINE
    }

    @Test
    void readsWhatIsSetAndDefaultsForTheRest() {
        // Given
        Options options =
                new Options(Map.of("strict", "true", "most", "7", "take", "last_line", "require", "all, last_line"));

        // When, Then
        assertThat(options.flag("strict", false)).isTrue();
        assertThat(options.flag("loose", true)).isTrue();
        assertThat(options.number("most", 1, 0, 10)).isEqualTo(7);
        assertThat(options.number("least", 1, 0, 10)).isEqualTo(1);
        assertThat(options.choice("take", Take.ALL)).isEqualTo(Take.LAST_LINE);
        assertThat(options.choice("give", Take.ALL)).isEqualTo(Take.ALL);
        assertThat(options.choices("require", Take.class)).containsExactly(Take.ALL, Take.LAST_LINE);
        assertThat(options.choices("exclude", Take.class)).isEmpty();
        assertThat(options.text("unit", "cm")).isEqualTo("cm");
    }

    @Test
    void aBadValueIsNamedWithWhatWouldDo() {
        // Given
        Options options = new Options(Map.of("strict", "yes", "most", "11", "take", "first", "require", "all,first"));

        // When, Then
        assertThatThrownBy(() -> options.flag("strict", false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("option 'strict' must be true or false, not 'yes'");
        assertThatThrownBy(() -> options.number("most", 1, 0, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("option 'most' must be a whole number from 0 to 10, not '11'");
        assertThatThrownBy(() -> options.number("strict", 1, 0, 10))
                .hasMessage("option 'strict' must be a whole number from 0 to 10, not 'yes'");
        assertThatThrownBy(() -> options.choice("take", Take.ALL))
                .hasMessage("option 'take' must be one of [all, last_line], not 'first'");
        assertThatThrownBy(() -> options.choices("require", Take.class))
                .hasMessage("option 'require' must be one of [all, last_line], not 'first'");
    }

    @Test
    void aMisspeltOptionDoesNotPassForItsDefault() {
        // Given
        Options options = new Options(Map.of("strct", "true"));

        // When, Then
        assertThatThrownBy(() -> options.only(Set.of("strict", "take")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown option 'strct'; known: [strict, take]");
        assertThat(options.only(Set.of("strct"))).isSameAs(options);
    }

    @Test
    void whatItWasMadeFromMayChange() {
        // Given
        Map<String, String> values = new HashMap<>(Map.of("a", "1"));
        Options options = new Options(values);

        // When
        values.put("a", "2");

        // Then
        assertThat(options.text("a", "")).isEqualTo("1");
    }
}
