package dev.caravan.verifier.math.openinstruct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import dev.caravan.verifier.spi.Verifier;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Against what open-instruct's own functions say; {@code tools/open_instruct_vectors.py} made the vectors. */
class OpenInstructVectorsTest {

    private static final List<Verifier> VERIFIERS =
            List.of(new Gsm8kVerifier(), new OpenInstructMathVerifier(), new StrictMathVerifier());

    @Test
    void theVerifiersSayWhatTheOriginalsSay() throws IOException {
        // Given
        List<String[]> vectors = vectors();

        // When
        List<String> disagreements = new ArrayList<>();
        for (String[] vector : vectors) {
            for (int i = 0; i < VERIFIERS.size(); i++) {
                Verdict verdict = VERIFIERS.get(i).verify(Submission.of(vector[0].replace('⏎', '\n'), vector[1]));
                double score = verdict instanceof Verdict.Scored scored ? scored.score() : -1;
                if (score != Double.parseDouble(vector[2 + i])) {
                    disagreements.add(VERIFIERS.get(i).name() + " " + String.join(" | ", vector) + ": " + verdict);
                }
            }
        }

        // Then
        assertThat(vectors).hasSizeGreaterThan(250);
        assertThat(disagreements).isEmpty();
    }

    @Test
    void anEmptyGroundTruthAndOptionsAreRefused() {
        for (Verifier verifier : VERIFIERS) {
            // When
            var empty = verifier.problem(" ", Options.NONE);
            var option = verifier.problem("5", new Options(Map.of("strict", "true")));

            // Then
            assertThat(empty)
                    .hasValueSatisfying(text -> assertThat(text).startsWith("ground truth ' ' must be an answer"));
            assertThat(option).hasValueSatisfying(text -> assertThat(text).startsWith("unknown option 'strict'"));
            assertThatThrownBy(() -> verifier.verify(Submission.of("5", " ")))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static List<String[]> vectors() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                OpenInstructVectorsTest.class.getResourceAsStream("/math/open_instruct.tsv"), "open_instruct.tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .toList();
        }
    }
}
