package dev.caravan.verifier.ifeval.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SentenceSplitterProperties {

    private final TextAnalysis analysis = TextAnalysis.builtIn();

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "Mr.", "U.S.", "e.g.", "A.", "3.5", "etc.", "word", "The", "so", ".", "?", "!", "...", "\"",
                        "'", ")", "(", "--", "-", ",", ";", " ", "  ", "\n", "\u00a0", "\u2029", "é", "🙂", "\ud800",
                        "can't", "cannot", "12.", "§")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 3_000)
    void sentencesAreTheTextInOrderButForWhiteSpaceBetween(@ForAll("texts") String text) {
        // When
        List<String> sentences = analysis.sentences().split(text);

        // Then
        int at = 0;
        for (String sentence : sentences) {
            int start = text.indexOf(sentence, at);
            assertThat(start).isNotNegative();
            assertThat(PythonText.isBlank(text.substring(at, start))).isTrue();
            at = start + sentence.length();
        }
        assertThat(PythonText.isBlank(text.substring(at))).isTrue();
    }

    @Property(tries = 3_000)
    void tokensHaveNoWhiteSpaceAndLoseNothingButQuotes(@ForAll("texts") String text) {
        // When
        List<String> tokens = analysis.words().tokens(text);

        // Then
        assertThat(tokens).noneMatch(token -> token.isEmpty() || token.chars().anyMatch(PythonText::isSpace));
        assertThat(letters(String.join("", tokens))).isEqualTo(letters(text));
    }

    private static String letters(String text) {
        StringBuilder letters = new StringBuilder();
        text.codePoints().filter(PythonText::isWord).forEach(letters::appendCodePoint);
        return letters.toString();
    }

    @Property(tries = 500)
    void aLanguageIsDetectedAlikeEveryTime(@ForAll String text) {
        // When
        var first = analysis.languages().detect(text);
        var second = analysis.languages().detect(text);

        // Then
        assertThat(second).isEqualTo(first);
    }
}
