package dev.caravan.policy.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TinyTokenizerTest {

    private final Tokenizer tokenizer = Tokenizer.parse(TinyTokenizers.json());

    @AfterEach
    void close() {
        tokenizer.close();
    }

    @Test
    void theSameTextsGiveTheSameFileAsTheOneThatPythonRead() throws IOException {
        // Given
        byte[] checked;
        try (InputStream in = resource("tiny-tokenizer.json")) {
            checked = in.readAllBytes();
        }
        // When
        byte[] trained = TinyTokenizers.json();
        // Then
        assertThat(new String(trained, StandardCharsets.UTF_8)).isEqualTo(new String(checked, StandardCharsets.UTF_8));
    }

    @Test
    void thePythonPackageFindsTheSameIds() throws IOException {
        // Given
        JsonNode vectors;
        try (InputStream in = resource("tiny-tokenizer-vectors.json")) {
            vectors = new ObjectMapper().readTree(in);
        }
        assertThat(vectors).isNotEmpty();
        for (JsonNode vector : vectors) {
            String text = vector.get("text").asText();
            int[] expected = StreamSupport.stream(vector.get("ids").spliterator(), false)
                    .mapToInt(JsonNode::asInt)
                    .toArray();
            // When
            int[] ids = tokenizer.encode(text);
            // Then
            assertThat(ids).as(text).isEqualTo(expected);
            assertThat(tokenizer.decode(ids)).isEqualTo(vector.get("decoded").asText());
            assertThat(tokenizer.decodeWithSpecials(ids))
                    .isEqualTo(vector.get("decoded_with_specials").asText());
        }
    }

    @Test
    void frequentWordsAndSingleDigitsAreTokens() {
        // Given
        String text = "Ann has 12 apples\n#### 48";
        // When
        int[] ids = tokenizer.encode(text);
        // Then
        assertThat(Arrays.stream(ids).mapToObj(id -> tokenizer.decode(new int[] {id})))
                .containsExactly("Ann", " has", " ", "1", "2", " apples", "\n", "####", " ", "4", "8");
    }

    @Test
    void specialTokensComeFirstAndRareWordsAreNotInTheVocabulary() {
        // Given
        List<String> specials = TinyTokenizers.SPECIALS;
        // When
        List<Integer> ids = specials.stream().map(tokenizer::id).toList();
        // Then
        assertThat(ids).containsExactly(0, 1, 2, 3, 4);
        assertThat(tokenizer.specials()).hasSize(5).containsEntry("<|eos|>", 1);
        assertThat(tokenizer.encodeText(" rare")).hasSize(5);
        assertThat(tokenizer.vocabSize()).isBetween(5 + 256 + 10, 300);
    }

    @Test
    void theVocabularyStaysWithinItsSize() {
        // Given
        byte[] json = TinyTokenizer.train(TinyTokenizers.corpus().iterator(), 264, TinyTokenizers.SPECIALS);
        // When
        try (Tokenizer small = Tokenizer.parse(json)) {
            // Then
            assertThat(small.vocabSize()).isEqualTo(264);
            assertThat(small.encodeText(" apples")).hasSize(1);
        }
    }

    @Test
    void impossibleSettingsAreRefused() {
        // Given
        Iterator<String> none = List.<String>of().iterator();
        // When, Then
        assertThatThrownBy(() -> TinyTokenizer.train(none, 200, TinyTokenizers.SPECIALS))
                .hasMessageContaining("vocabSize must be at least 261, got 200");
        assertThatThrownBy(() -> TinyTokenizer.train(none, 300, List.of("<x>", "<x>")))
                .hasMessageContaining("special tokens must differ");
    }

    static InputStream resource(String name) {
        return Objects.requireNonNull(TinyTokenizerTest.class.getResourceAsStream("/text/" + name), name);
    }
}
