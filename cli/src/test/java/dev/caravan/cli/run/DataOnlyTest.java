package dev.caravan.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.broker.Listener;
import dev.caravan.cli.progress.Progress;
import dev.caravan.cli.progress.Terminal;
import dev.caravan.cli.recipe.RecipeFile;
import dev.caravan.cli.report.CurationSummary;
import dev.caravan.cli.source.SourceException;
import dev.caravan.cli.stack.Home;
import dev.caravan.cli.stack.ServiceName;
import dev.caravan.cli.stack.Stack;
import dev.caravan.cli.stack.StackSettings;
import dev.caravan.runtime.CaravanException;
import dev.caravan.runtime.kafka.From;
import dev.caravan.runtime.kafka.LogReader;
import dev.caravan.schemas.Aggregation;
import dev.caravan.schemas.DeadLetter;
import dev.caravan.schemas.Prompt;
import dev.caravan.schemas.Topic;
import dev.caravan.schemas.Topics;
import dev.caravan.schemas.VerifierSpec;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Published rows through ingest and curation, on a real broker: what cannot be judged is found before anything is trained on it. */
class DataOnlyTest {

    private static final String RECIPE =
            """
            name: rows
            model: {kind: new, hidden_size: 32, intermediate_size: 64, layers: 1, heads: 2, kv_heads: 1, max_positions: 128, vocabulary: 400}
            sources:
              train:
                kind: jsonl
                path: train.jsonl
                fields: {prompt: messages.0.content, answer: ground_truth, verifier: dataset, rename: {quiz: choice}}
                skill: mixed
                licence: CC0-1.0
              test:
                kind: jsonl
                path: test.jsonl
                fields: {prompt: question, answer: answer}
                skill: maths
                licence: CC0-1.0
            judging: {verifier: choice, shaping: [{verifier: format, options: {require: finished}}], combine: product}
            evaluation: {source: test, items: 10, max_tokens: 12}
            stages: [{kind: grpo, name: rlvr, data: {train: 100}}]
            """;

    @TempDir
    Path folder;

    @Test
    void rowsThatCannotBeJudgedAreDeadLettersAndCounted() throws IOException {
        // Given
        String longPrompt = "Which river is the longest of them all? (";
        write(
                "train.jsonl",
                row(longPrompt + "1)", "\"12\"", "\"math\""),
                row(longPrompt + "2)", "\"(B)\"", "\"quiz\""),
                row(longPrompt + "3)", "[\"the Nile\", \"80\"]", "[\"string_f1\", \"max_length\"]"),
                row(longPrompt + "4)", "{\"type\": \"array\"}", "\"json_schema\""),
                row(longPrompt + "5)", "\"no letter\"", "\"quiz\""),
                row(longPrompt + "6)", "{\"type\": \"arrow\"}", "\"json_schema\""),
                row(longPrompt + "7)", "\"(a\"", "\"regex\""),
                row(longPrompt + "8)", "[\"5\", \"six\"]", "[\"math\", \"max_length\"]"),
                row(longPrompt + "9)", "\"5\"", "\"nobody\""),
                row(longPrompt + "10)", "\"5\"", "[\"math\", \"f1\"]"));
        write(
                "test.jsonl",
                "{\"question\":\"Add two and two.\",\"answer\":\"A\"}",
                "{\"question\":\"q\",\"answer\":\"many\"}");

        // When
        Outcome outcome = ingest(RECIPE);

        // Then
        assertThat(outcome.summary().kept()).isEqualTo(4);
        assertThat(outcome.summary().badRows()).isEqualTo(7);
        assertThat(outcome.letters()).extracting(DeadLetter::getError).containsOnly("BadRow");
        assertThat(outcome.letters())
                .extracting(letter -> Path.of(letter.getLocation()).getFileName() + " " + letter.getReason())
                .satisfiesExactlyInAnyOrder(
                        reason -> assertThat(reason)
                                .startsWith("test.jsonl:2 field answer: verifier 'choice': ground truth 'many'"),
                        reason -> assertThat(reason)
                                .startsWith(
                                        "train.jsonl:5 field ground_truth: verifier 'choice': ground truth 'no letter'"),
                        reason -> assertThat(reason)
                                .startsWith(
                                        "train.jsonl:6 field ground_truth: verifier 'json_schema': the ground truth"),
                        reason -> assertThat(reason)
                                .startsWith(
                                        "train.jsonl:7 field ground_truth: verifier 'regex': pattern '(a' cannot be used"),
                        reason -> assertThat(reason)
                                .startsWith(
                                        "train.jsonl:8 field ground_truth: verifier 'max_length': ground truth 'six'"),
                        reason -> assertThat(reason)
                                .startsWith("train.jsonl:9 field ground_truth: unknown verifier 'nobody'; known: "),
                        reason -> assertThat(reason)
                                .startsWith("train.jsonl:10 field dataset: dataset names 2 verifiers"));
        assertThat(outcome.letters())
                .filteredOn(letter -> letter.getLocation().endsWith(":7"))
                .singleElement()
                .satisfies(letter -> assertThat(StandardCharsets.UTF_8
                                .decode(letter.getPayload())
                                .toString())
                        .isEqualTo(row(longPrompt + "7)", "\"(a\"", "\"regex\"")));
        assertThat(outcome.prompts())
                .allSatisfy(prompt -> assertThat(prompt.getAggregation()).isEqualTo(Aggregation.PRODUCT));
        assertThat(outcome.prompts())
                .extracting(prompt -> prompt.getVerifiers().stream()
                        .map(VerifierSpec::getName)
                        .toList())
                .containsExactlyInAnyOrder(
                        List.of("math", "format"),
                        List.of("choice", "format"),
                        List.of("f1", "max_length", "format"),
                        List.of("json_schema", "format"));
    }

    @Test
    void aVerifierThatThereIsNotStopsTheRun() throws IOException {
        // Given
        write("train.jsonl", row("q", "\"12\"", "\"math\""));
        write("test.jsonl", "{\"question\":\"Add two and two.\",\"answer\":\"A\"}");

        // When, Then
        assertThatThrownBy(() -> ingest(RECIPE.replace("verifier: choice", "verifier: maths")))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("test.jsonl:1: field answer: unknown verifier 'maths'; known: ");
        assertThatThrownBy(() -> ingest(RECIPE.replace("require: finished", "require: finish")))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("verifier 'format': option 'require' must be one of");
    }

    @Test
    void aStageThatLearnsFromRewardsNeedsGroundTruths() throws IOException {
        // Given
        write("train.jsonl", row("q", "\"\"", "\"passthrough\""));
        write("test.jsonl", "{\"question\":\"Add two and two.\",\"answer\":\"A\"}");

        // When, Then
        assertThatThrownBy(() -> ingest(RECIPE))
                .isInstanceOf(CaravanException.class)
                .hasMessageContaining("stage rlvr cannot learn from source train: ")
                .hasMessageEndingWith("train.jsonl:1 has no ground truth; name its field in fields.answer");
    }

    private record Outcome(CurationSummary summary, List<DeadLetter> letters, List<Prompt> prompts) {}

    private Outcome ingest(String recipe) throws IOException {
        RecipeFile file = RecipeFile.load(Files.writeString(folder.resolve("rows.yaml"), recipe), List.of());
        StackSettings settings = StackSettings.of(folder, Optional.empty(), List.of());
        try (Home home = Home.take(folder);
                Stack stack = Stack.embedded(
                        home, Listener.loopback(0), settings, List.of(ServiceName.CURATION_STREAMS), List.of());
                Progress progress = Progress.on(
                        Terminal.NONE,
                        new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8))) {
            CurationSummary summary = new DataOnly(stack.kafka(), folder, progress, stack::check).run(file, folder);
            return new Outcome(summary, values(stack, Topics.DEAD_LETTERS), values(stack, Topics.PROMPTS));
        }
    }

    private static String row(String prompt, String truth, String dataset) {
        return "{\"messages\":[{\"role\":\"user\",\"content\":\"" + prompt + "\"}],\"ground_truth\":" + truth
                + ",\"dataset\":" + dataset + "}";
    }

    private void write(String name, String... rows) throws IOException {
        Files.write(folder.resolve(name), List.of(rows));
    }

    private static <V extends SpecificRecord> List<V> values(Stack stack, Topic<V> topic) {
        List<V> values = new ArrayList<>();
        try (LogReader<V> reader = stack.kafka().reader(topic, From.BEGINNING)) {
            while (!reader.atEnd()) {
                reader.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }
}
