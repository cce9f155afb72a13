package dev.caravan.verifier.code.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputComparisonTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "3|3|0|true",
                "3⏎|3|0|true",
                "3  ⏎⏎|3⏎|0|true",
                "1 2⏎3|1 2⏎3⏎|0|true",
                "1  2|1 2|0|true",
                "1.50|1.5|0|true",
                "1e3|1000|0|true",
                "a⏎|a|0|true",
                "A|a|0|false",
                "1 2|1⏎2|0|false",
                "⏎3|3|0|false",
                "|3|0|false",
                "3 3|3|0|false",
                "0.333|0.3333|0|false",
                "0.3333333|0.33333333|1e-6|true",
                "1000000.5|1000000.4|1e-6|true",
                "0.34|0.33|1e-6|false",
                "7.0000001|7|1e-6|false",
                "nan|0.5|1e-6|false",
                "1e999999999|1|0|false",
                "1e999999999|1e999999999|0|true",
                "12345678901234567891|12345678901234567890|0|false",
            })
    void comparesLineByLineAndWordByWord(String printed, String expected, BigDecimal tolerance, boolean same) {
        // Given
        OutputComparison comparison = new OutputComparison(tolerance);

        // When
        boolean matches = comparison.matches(lines(printed), lines(expected));

        // Then
        assertThat(matches).isEqualTo(same);
    }

    private static String lines(String text) {
        return text == null ? "" : text.replace('⏎', '\n');
    }
}
