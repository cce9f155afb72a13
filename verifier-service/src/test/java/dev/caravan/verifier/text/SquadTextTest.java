package dev.caravan.verifier.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SquadTextTest {

    @Test
    void saysWhatPythonSays() throws Exception {
        // Given: vectors of src/test/oracle/squad_vectors.py
        List<JsonNode> vectors = vectors();

        // When
        List<String> differences = new ArrayList<>();
        for (JsonNode vector : vectors) {
            String answer = vector.get("answer").asText();
            String truth = vector.get("truth").asText();
            String normal = SquadText.normalised(answer);
            double f1 = SquadText.f1(SquadText.tokens(answer), SquadText.tokens(truth));
            if (!normal.equals(vector.get("normal").asText())
                    || f1 != vector.get("f1").asDouble()) {
                differences.add(vector + " but '" + normal + "', " + f1);
            }
        }

        // Then
        assertThat(vectors).hasSize(400);
        assertThat(differences).isEmpty();
    }

    @Test
    void aBagCountsAWordAsOftenAsItOccurs() {
        // When
        double score = SquadText.f1(List.of("x", "x", "x", "y"), List.of("x", "y"));

        // Then: precision 2/4, recall 2/2
        assertThat(score).isEqualTo(2 * 0.5 * 1 / 1.5);
    }

    private static List<JsonNode> vectors() throws Exception {
        List<JsonNode> vectors = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(SquadTextTest.class.getResourceAsStream("squad.jsonl")),
                StandardCharsets.UTF_8))) {
            ObjectMapper json = new ObjectMapper();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                vectors.add(json.readTree(line));
            }
        }
        return vectors;
    }
}
