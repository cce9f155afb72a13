package dev.caravan.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.cli.model.ChatSession;
import dev.caravan.cli.model.Decoding;
import dev.caravan.cli.model.GenerateBatch;
import dev.caravan.cli.model.LogProbsBatch;
import dev.caravan.cli.model.OpenModel;
import dev.caravan.cli.model.TinyModel;
import dev.caravan.cli.recipe.RecipeFile;
import dev.caravan.runtime.CaravanException;
import dev.caravan.runtime.settings.SettingsBinder;
import dev.caravan.verifier.Judge;
import dev.caravan.verifier.JudgeSettings;
import dev.caravan.verifier.VerifierRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void verifyAnswersInTheOrderOfTheInput() throws IOException {
        // Given
        String input = "{\"id\":1,\"completion\":\"6*7=42\\n#### 42\",\"ground_truth\":\"42\"}\n\n"
                + "{\"id\":\"b\",\"completion\":\"#### 41\",\"ground_truth\":\"42\"}\n"
                + "{\"id\":3,\"completion\":\"x\",\"ground_truth\":\"$$\"}\n";

        // When
        List<JsonNode> lines = verify(input, "math");

        // Then
        assertThat(lines).extracting(line -> line.path("id").asText()).containsExactly("1", "b", "3");
        assertThat(lines).extracting(line -> line.path("status").asText()).containsExactly("SCORED", "SCORED", "ERROR");
        assertThat(lines.get(0).path("score").asDouble()).isEqualTo(1);
        assertThat(lines.get(1).path("score").asDouble()).isZero();
        assertThat(lines.get(2).path("score").isNull()).isTrue();
        assertThat(lines)
                .allSatisfy(line -> assertThat(line.path("reason").asText()).isNotBlank());
    }

    @Test
    void rowsMayNameTheirVerifiersAsPublishedSetsDo() throws IOException {
        // Given
        String input = "{\"id\":1,\"completion\":\"(B)\",\"ground_truth\":\"B\",\"dataset\":\"choice\"}\n"
                + "{\"id\":2,\"completion\":\"a cat\",\"ground_truth\":[\"cat\",\"100\"],"
                + "\"dataset\":[\"string_f1\",\"max_length\"],\"tokens\":4196}\n"
                + "{\"id\":3,\"completion\":\"a cat\",\"ground_truth\":\"9\",\"dataset\":\"max_length\"}\n";

        // When
        List<JsonNode> lines = verify(input, "");

        // Then: half of the scale away from the length makes half a score
        assertThat(lines)
                .extracting(line -> line.path("score"))
                .extracting(JsonNode::asDouble)
                .startsWith(1.0, 0.75);
        assertThat(lines.get(2).path("status").asText()).isEqualTo("ERROR");
        assertThat(lines.get(2).path("reason").asText()).startsWith("the number of tokens is not known");
        assertThatThrownBy(() -> verify(input.replace("choice", "choices"), ""))
                .isInstanceOf(CaravanException.class)
                .hasMessageStartingWith("line 1: unknown verifier 'choices'; known: ");
        assertThatThrownBy(() -> verify(input.replace("\"100\"", "1, 2"), ""))
                .hasMessageStartingWith("line 2: dataset names 2 verifiers");
    }

    @Test
    void aBadLineIsNamedByNumberAndField() {
        // Given
        String input =
                "{\"id\":1,\"completion\":\"#### 42\",\"ground_truth\":\"42\"}\n{\"id\":2,\"completion\":\"x\"}\n";

        // When / Then
        assertThatThrownBy(() -> verify(input, "math"))
                .isInstanceOf(CaravanException.class)
                .hasMessage("line 2 has no field ground_truth; it has id, completion");
        assertThatThrownBy(() -> verify("{\"id\":\n", "math")).hasMessageStartingWith("line 1 is not JSON");
    }

    @Test
    void anUnknownVerifierIsNamedWithThoseThereAre() {
        // Given / When / Then
        assertThatThrownBy(() -> verify("", "maths"))
                .isInstanceOf(CaravanException.class)
                .hasMessageContaining("maths")
                .hasMessageContaining("math")
                .hasMessageContaining("exact");
    }

    @Test
    void logProbsOfWhatWasGeneratedAreThoseThatGenerationSaid() throws IOException {
        // Given
        List<JsonNode> generated = new ArrayList<>();
        List<JsonNode> scored = new ArrayList<>();
        try (OpenModel model = new OpenModel(TinyModel.in(folder))) {
            String prompts = "{\"id\":\"a\",\"prompt\":\"What is\"}\n"
                    + "{\"id\":\"b\",\"messages\":[{\"role\":\"user\",\"content\":\"1+1?\"}]}\n";
            GenerateBatch generate = new GenerateBatch(model, new Decoding(6, 1, 1, 7, 4));
            int[] prompt = model.tokenizer().encodeText("What is");

            // When
            generated.addAll(run(prompts, generate::run));
            List<Integer> tokens = new ArrayList<>();
            for (int token : prompt) {
                tokens.add(token);
            }
            generated.get(0).path("tokens").forEach(token -> tokens.add(token.asInt()));
            scored.addAll(run("{\"id\":\"a\",\"tokens\":" + tokens + "}\n", new LogProbsBatch(model)::run));

            // Then
            JsonNode said = generated.get(0).path("logprobs");
            JsonNode score = scored.get(0).path("logprobs");
            assertThat(generated).extracting(line -> line.path("id").asText()).containsExactly("a", "b");
            assertThat(generated).allSatisfy(line -> {
                assertThat(line.path("finish_reason").asText()).isIn("stop", "length");
                assertThat(line.path("tokens")).hasSameSizeAs(line.path("logprobs"));
            });
            assertThat(score.get(0).isNull()).isTrue();
            assertThat(score).hasSize(tokens.size());
            for (int i = 0; i < said.size(); i++) {
                assertThat(score.get(prompt.length + i).asDouble())
                        .isCloseTo(said.get(i).asDouble(), within(1e-4));
            }
        }
    }

    @Test
    void chatStreamsWhatGenerateSays() throws IOException {
        // Given
        String question = "1+1?";
        try (OpenModel model = new OpenModel(TinyModel.in(folder))) {
            Decoding greedy = new Decoding(6, 0, 1, 0, 1);
            String request = "{\"id\":1,\"messages\":[{\"role\":\"user\",\"content\":\"" + question + "\"}]}\n";
            String expected = run(request, new GenerateBatch(model, greedy)::run)
                    .get(0)
                    .path("text")
                    .asText();
            ByteArrayOutputStream out = new ByteArrayOutputStream();

            // When
            try (ChatSession session = new ChatSession(model, greedy, false)) {
                session.run(
                        new ByteArrayInputStream((question + "\n\n").getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, true, StandardCharsets.UTF_8));
            }

            // Then
            assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("> " + expected + "\n> \n");
        }
    }

    @Test
    void curateHoldsPromptsAgainstTheRecipesEvaluation() throws IOException {
        // Given
        RecipeFile recipe = RecipeFile.load(Path.of("..", "recipes", "quickstart.yaml"), List.of());
        String heldOut = recipe.recipe().source("exercises").evaluation(folder).take(40).stream()
                .map(example -> example.prompt())
                .filter(prompt -> prompt.contains("boxes"))
                .findFirst()
                .orElseThrow();
        String input = "{\"id\":\"leak\",\"prompt\":\"" + heldOut + "\"}\n"
                + "{\"id\":\"fine\",\"prompt\":\"Name three rivers of Wales and say which is the longest.\"}\n"
                + "{\"id\":\"again\",\"prompt\":\"Name three rivers of Wales and say which is the longest.\"}\n";

        // When
        List<JsonNode> lines = run(input, new CurateBatch(recipe.recipe(), folder)::run);

        // Then
        assertThat(lines).extracting(line -> line.path("decision").asText()).containsExactly("DROP", "KEEP", "DROP");
        assertThat(lines)
                .extracting(line -> line.path("reason").asText())
                .containsExactly("contamination", "", "duplicate");
        assertThat(lines.get(0).path("signals").toString()).contains("exercises item exercises/");
    }

    private static List<JsonNode> verify(String input, String verifier) throws IOException {
        try (Judge judge = new Judge(
                VerifierRegistry.discover(), SettingsBinder.defaults(JudgeSettings.class), new SimpleMeterRegistry())) {
            return run(input, new VerifyBatch(judge, verifier, Map.of())::run);
        }
    }

    private static List<JsonNode> run(String input, Consumer<JsonLinesIo> batch) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        batch.accept(new JsonLinesIo(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8)));
        List<JsonNode> lines = new ArrayList<>();
        for (String line : out.toString(StandardCharsets.UTF_8).split("\n", -1)) {
            if (!line.isBlank()) {
                lines.add(JSON.readTree(line));
            }
        }
        return lines;
    }
}
