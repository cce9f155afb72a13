package dev.caravan.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.cli.progress.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    private static final Report REPORT = new Report(
            "quickstart",
            2,
            301.23,
            List.of(
                    StageResult.of(
                            "base", List.of("add", "w2", "w2", "w2"), new boolean[] {true, false, true, false}, 4.2),
                    StageResult.of(
                            "sft", List.of("add", "w2", "w2", "w2"), new boolean[] {true, true, true, false}, 9.9)),
            Path.of("/home/model"),
            "quickstart-1",
            new CurationSummary(390, Map.of("contamination", 12), List.of("p7 (rows:7): held-out item 3"), 2),
            Map.of("ingest", 2, "learner", 5));

    @Test
    void theFileHasTheAgreedKeysFirstAndInOrder(@TempDir Path folder) throws IOException {
        // Given
        Path file = folder.resolve("deep/report.json");

        // When
        REPORT.write(file);

        // Then
        JsonNode root = new ObjectMapper().readTree(file.toFile());
        assertThat(names(root)).startsWith("recipe", "seed", "seconds", "stages", "model");
        JsonNode sft = root.path("stages").path(1);
        assertThat(names(sft)).startsWith("stage", "accuracy", "low", "high", "items", "seconds");
        assertThat(sft.path("stage").asText()).isEqualTo("sft");
        assertThat(sft.path("accuracy").asDouble()).isEqualTo(0.75);
        assertThat(sft.path("items").asInt()).isEqualTo(4);
        assertThat(sft.at("/skills/w2/items").asInt()).isEqualTo(3);
        assertThat(root.path("model").asText()).isEqualTo("/home/model");
        assertThat(root.at("/curation/dropped/contamination").asInt()).isEqualTo(12);
        assertThat(root.at("/curation/bad_rows").asInt()).isEqualTo(2);
        assertThat(root.at("/dead_letters/learner").asInt()).isEqualTo(5);
    }

    @Test
    void theTableShowsEveryStageWithIntervalAndSkills() {
        // Given
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        // When
        new Summary(REPORT, Terminal.NONE).print(new PrintStream(bytes, true, StandardCharsets.UTF_8));

        // Then
        String text = bytes.toString(StandardCharsets.UTF_8);
        assertThat(text)
                .containsPattern("sft +75.0 % +\\[30.1, 95.4\\] +10 +100.0 +66.7")
                .contains("390 prompts kept, dropped {contamination=12}, 2 bad rows")
                .contains("decontaminated p7 (rows:7): held-out item 3")
                .contains("caravan chat --model /home/model")
                .doesNotContain("\u001b");
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
