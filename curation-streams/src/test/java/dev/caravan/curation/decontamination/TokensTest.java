package dev.caravan.curation.decontamination;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokensTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "What  is 12+7?            | what is 12 + 7 ?",
                "'  Tab\t and\nline '      | tab and line",
                "ＦＵＬＬ width ①          | full width 1",
                "naïve Ünïcode             | naïve ünïcode",
                "soft\u00ADhyphen          | softhyphen",
                "$1,000.50                 | $ 1 , 000 . 50",
                "骆驼 42                    | 骆 驼 42",
                "\\boxed{x^2}              | \\ boxed { x ^ 2 }",
            })
    void writes_texts_that_mean_the_same_alike(String text, String expected) {
        // When
        String normalised = Tokens.of(text).normalised();

        // Then
        assertThat(normalised).isEqualTo(expected);
    }

    @Test
    void tells_signs_apart() {
        // When
        String plus = Tokens.of("2 + 3").normalised();
        String minus = Tokens.of("2 - 3").normalised();

        // Then
        assertThat(plus).isNotEqualTo(minus);
    }

    @Test
    void has_no_token_where_there_is_only_space() {
        // When
        Tokens tokens = Tokens.of(" \t\u00A0\u200B\n");

        // Then
        assertThat(tokens.size()).isZero();
        assertThat(tokens.normalised()).isEmpty();
    }

    @Test
    void gives_the_text_of_a_span() {
        // Given
        Tokens tokens = Tokens.of("Four camels, two wells.");

        // When
        String span = tokens.span(1, 4);

        // Then
        assertThat(tokens.size()).isEqualTo(6);
        assertThat(span).isEqualTo("camels , two");
        assertThat(tokens.span(2, 2)).isEmpty();
    }

    @Test
    void joins_texts_token_by_token() {
        // When
        Tokens joined = Tokens.join(List.of(Tokens.of("A camel"), Tokens.of("drinks!")));

        // Then
        assertThat(joined.normalised()).isEqualTo("a camel drinks !");
    }
}
