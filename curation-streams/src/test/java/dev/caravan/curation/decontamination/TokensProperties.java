package dev.caravan.curation.decontamination;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class TokensProperties {

    @Property
    void normalising_twice_changes_nothing(@ForAll String text) {
        // Given
        Tokens once = Tokens.of(text);

        // When
        Tokens twice = Tokens.of(once.normalised());

        // Then
        assertThat(twice.normalised()).isEqualTo(once.normalised());
        assertThat(twice.hashes()).isEqualTo(once.hashes());
    }

    @Property
    void the_span_of_all_tokens_is_the_text(@ForAll String text) {
        // Given
        Tokens tokens = Tokens.of(text);

        // When
        String span = tokens.span(0, tokens.size());

        // Then
        assertThat(span).isEqualTo(tokens.normalised());
    }
}
