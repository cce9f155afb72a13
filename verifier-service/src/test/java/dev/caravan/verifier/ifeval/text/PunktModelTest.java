package dev.caravan.verifier.ifeval.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PunktModelTest {

    @TempDir
    Path folder;

    private void write(String cases) throws IOException {
        Files.writeString(folder.resolve("abbrev_types.txt"), "approx\n");
        Files.writeString(folder.resolve("collocations.tab"), "approx\tzehn\n");
        Files.writeString(folder.resolve("sent_starters.txt"), "then\n");
        Files.writeString(folder.resolve("ortho_context.tab"), cases);
    }

    @Test
    void aModelOfTheUsersDecidesInsteadOfTheBuiltInOne() throws IOException {
        // Given
        write("ten\t32\nmill\t36\n");
        String text = "It is approx. Ten. It is approx. Mill. It is approx. Then. It is approx. zehn.";

        // When
        var read = TextAnalysis.with(PunktModel.read(folder)).sentences().split(text);

        // Then
        assertThat(read)
                .containsExactly(
                        "It is approx.",
                        "Ten.",
                        "It is approx. Mill.",
                        "It is approx.",
                        "Then.",
                        "It is approx. zehn.");
    }

    @Test
    void aBrokenModelIsRefusedWithItsFileAndLine() throws IOException {
        // Given
        write("ten\tmany\n");

        // When, Then
        assertThatThrownBy(() -> PunktModel.read(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "ortho_context.tab must have a word, a tab and a number in each line, not 'ten\tmany'");
    }

    @Test
    void theBuiltInFactsKnowAbbreviationsInitialsAndEllipses() {
        // Given
        String text = "Dr. Ames met J. Doe in the U.S. However... Thus it rained. (Really?) \"Yes!\" he said. 1. One.";

        // When
        var sentences = TextAnalysis.builtIn().sentences().split(text);

        // Then
        assertThat(sentences)
                .containsExactly(
                        "Dr. Ames met J. Doe in the U.S.",
                        "However...",
                        "Thus it rained.",
                        "(Really?)",
                        "\"Yes!\"",
                        "he said.",
                        "1.",
                        "One.");
    }
}
