package dev.caravan.policy.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.policy.weights.ModelFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerTest {

    @TempDir
    Path folder;

    @Test
    void onlyEncodeRecognisesSpecialTokens() {
        try (Tokenizer tokenizer = Tokenizer.parse(TinyTokenizers.json())) {
            // Given
            String text = "<|user|>Ann<|eos|>";
            // When
            int[] ids = tokenizer.encode(text);
            int[] plain = tokenizer.encodeText(text);
            // Then
            assertThat(ids).containsExactly(2, tokenizer.id("Ann"), 1);
            assertThat(plain).hasSize(8 + 1 + 7).doesNotContain(0, 1, 2, 3, 4);
            assertThat(tokenizer.decode(ids)).isEqualTo("Ann");
            assertThat(tokenizer.decodeWithSpecials(ids)).isEqualTo(text);
            assertThat(tokenizer.decode(plain)).isEqualTo(text);
        }
    }

    @Test
    void longTextsAreNotTruncatedEvenIfTheFileAsksForIt() throws IOException {
        // Given
        String json = new String(TinyTokenizers.json(), StandardCharsets.UTF_8)
                .replace(
                        "\"truncation\" : null",
                        "\"truncation\": {\"max_length\": 16, \"stride\": 0, \"strategy\": \"LongestFirst\", \"direction\": \"Right\"}");
        Path file = Files.writeString(folder.resolve("tokenizer.json"), json);
        String text = "Ann has apples\n".repeat(2000);
        // When
        try (Tokenizer tokenizer = Tokenizer.load(file)) {
            // Then
            assertThat(json).contains("LongestFirst");
            assertThat(tokenizer.encode(text)).hasSize(8000);
            assertThat(tokenizer.decode(tokenizer.encodeText(text))).isEqualTo(text);
        }
    }

    @Test
    void threadsMayShareOne() {
        try (Tokenizer tokenizer = Tokenizer.parse(TinyTokenizers.json())) {
            // Given
            int[] expected = tokenizer.encode("Ann buys 7 apples");
            // When
            boolean allEqual = IntStream.range(0, 2000)
                    .parallel()
                    .allMatch(i -> Arrays.equals(tokenizer.encode("Ann buys 7 apples"), expected));
            // Then
            assertThat(allEqual).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "{\"model\": 1}", "{\"model\": {\"type\": \"Telepathy\"}}"})
    void whatIsNoTokenizerIsRefusedByName(String content) throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("tokenizer.json"), content);
        // When, Then
        assertThatThrownBy(() -> Tokenizer.load(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void anUnknownTokenIsNamed() {
        try (Tokenizer tokenizer = Tokenizer.parse(TinyTokenizers.json())) {
            assertThatThrownBy(() -> tokenizer.id("<|tool|>")).hasMessageContaining("<|tool|>");
        }
    }
}
