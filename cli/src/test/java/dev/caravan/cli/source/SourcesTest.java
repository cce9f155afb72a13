package dev.caravan.cli.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jerolba.carpet.CarpetWriter;
import dev.caravan.schemas.VerifierSpec;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {

    private static final Fields FIELDS = fields("####", "answer", "");
    private static final String GOOD = "{\"question\":\"2+3?\",\"answer\":\"2+3=<<2+3=5>>5\\n#### 5\"}";

    @TempDir
    Path root;

    @Test
    void aRowBecomesAnExampleWithItsOrigin() throws IOException {
        // Given
        write("rows.jsonl", GOOD);

        // When
        List<Example> examples = jsonl("rows.jsonl").evaluation(root).take(10);

        // Then
        String origin = root.resolve("rows.jsonl") + ":1";
        assertThat(examples)
                .containsExactly(new Example("2+3?", "2+3=5\n#### 5", "5", List.of(), "maths", "MIT", origin));
    }

    @Test
    void badRowsAreKeptWithRowFieldAndReason() throws IOException {
        // Given
        write(
                "rows.jsonl",
                GOOD,
                "{\"question\":",
                "{\"question\":\"q\",\"reply\":\"x\"}",
                "",
                "{\"question\":[1],\"answer\":\"#### 1\"}",
                "{\"question\":\"q\",\"answer\":\"no mark\"}",
                "[1]",
                "{\"question\":\" \",\"answer\":\"#### 1\"}");

        // When
        Supply supply = jsonl("rows.jsonl").training(root, 1);

        // Then
        String file = root.resolve("rows.jsonl").toString();
        assertThat(supply.badRows())
                .extracting(BadRow::origin)
                .containsExactly(file + ":2", file + ":3", file + ":5", file + ":6", file + ":7", file + ":8");
        assertThat(supply.badRows())
                .extracting(BadRow::reason)
                .satisfiesExactly(
                        reason -> assertThat(reason).startsWith("not JSON: "),
                        reason -> assertThat(reason).isEqualTo("no field answer; the row has question, reply"),
                        reason -> assertThat(reason).isEqualTo("field question must be text or a number, it is array"),
                        reason -> assertThat(reason).isEqualTo("field answer has nothing after '####'"),
                        reason -> assertThat(reason).isEqualTo("a row must be a JSON object, this is not"),
                        reason -> assertThat(reason).isEqualTo("field question is empty"));
        assertThat(supply.badRows().get(1).row()).isEqualTo("{\"question\":\"q\",\"reply\":\"x\"}");
        assertThat(supply.take(10)).hasSize(1);
    }

    @Test
    void publishedRowsNameTheirVerifiers() throws IOException {
        // Given
        write(
                "rows.jsonl",
                "{\"question\":\"q\",\"ground_truth\":\"5\",\"dataset\":\"gsm8k\"}",
                "{\"question\":\"q\",\"ground_truth\":[\"assert f(1) == 2\"],\"dataset\":\"code\"}",
                "{\"question\":\"q\",\"ground_truth\":[\"5\",\"100\"],\"dataset\":[\"math\",\"max_length\"]}",
                "{\"question\":\"q\",\"ground_truth\":{\"tests\":[]},\"dataset\":\"string_matcher\"}",
                "{\"question\":\"q\",\"ground_truth\":[\"5\"],\"dataset\":[\"math\",\"max_length\"]}",
                "{\"question\":\"q\",\"ground_truth\":\"5\"}");
        Jsonl source = new Jsonl("rows.jsonl", fields("", "", "dataset"), "maths", "MIT");

        // When
        Supply supply = source.evaluation(root);

        // Then
        assertThat(supply.take(9))
                .extracting(Example::verifiers)
                .containsExactly(
                        List.of(spec("gsm8k", "5", Map.of())),
                        List.of(spec("code", "[\"assert f(1) == 2\"]", Map.of())),
                        List.of(spec("math", "5", Map.of()), spec("max_length", "100", Map.of())),
                        List.of(spec("exact", "{\"tests\":[]}", Map.of("take", "answer", "words", "true"))));
        assertThat(supply.badRows())
                .extracting(BadRow::reason)
                .containsExactly(
                        "field dataset: dataset names 2 verifiers, so ground_truth must be an array of as many, it is one of 1",
                        "no field dataset; the row has ground_truth, question");
    }

    @Test
    void rowsThatCannotBeJudgedAreBadRows() throws IOException {
        // Given
        write(
                "rows.jsonl",
                "{\"question\":\"q\",\"answer\":\"5\"}",
                "{\"question\":\"q\",\"answer\":\"five\"}",
                "{\"question\":\"q\",\"answer\":{\"x\":1}}");
        ExampleCheck check = example ->
                example.answer().equals("5") ? Optional.empty() : Optional.of("'" + example.answer() + "' is odd");

        // When
        Supply supply = new Jsonl("rows.jsonl", fields("", "", ""), "maths", "MIT").training(root, 1, check);

        // Then
        String file = root.resolve("rows.jsonl").toString();
        assertThat(supply.take(9)).extracting(Example::answer).containsExactly("5");
        assertThat(supply.badRows())
                .containsExactly(
                        new BadRow(
                                file + ":2", "field answer: 'five' is odd", "{\"question\":\"q\",\"answer\":\"five\"}"),
                        new BadRow(
                                file + ":3",
                                "field answer: '{\"x\":1}' is odd",
                                "{\"question\":\"q\",\"answer\":{\"x\":1}}"));
    }

    @Test
    void exercisesThatCannotBeJudgedStopTheRun() {
        // Given
        Exercises source = new Exercises(Map.of("add", 1.0), 1, 0);

        // When, Then
        assertThatThrownBy(() -> source.evaluation(root, example -> Optional.of("unknown verifier 'maths'"))
                        .take(1))
                .isInstanceOf(SourceException.class)
                .hasMessageEndingWith("cannot be judged: unknown verifier 'maths'");
    }

    @Test
    void gzipIsReadByItsExtension() throws IOException {
        // Given
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(root.resolve("rows.jsonl.gz")))) {
            out.write((GOOD + "\n").getBytes(StandardCharsets.UTF_8));
        }

        // When
        List<Example> examples = jsonl("rows.jsonl.gz").training(root, 1).take(1);

        // Then
        assertThat(examples).extracting(Example::answer).containsExactly("5");
    }

    /** A row of the Parquet file of the next test. */
    public record Item(String question, String answer, int level) {}

    @Test
    void parquetColumnsAreFields() throws IOException {
        // Given
        try (CarpetWriter<Item> writer = new CarpetWriter<>(
                new FileOutputStream(root.resolve("rows.parquet").toFile()), Item.class)) {
            writer.write(new Item("2+3?", "#### 5", 1));
            writer.write(new Item("4+4?", "eight", 2));
        }
        Parquet source = new Parquet(
                "rows.parquet",
                new Fields("question", "answer", "####", "", "", "level", "", "", Map.of()),
                "maths",
                "MIT");

        // When
        Supply supply = source.training(root, 1);

        // Then
        String file = root.resolve("rows.parquet").toString();
        assertThat(supply.take(5)).containsExactly(new Example("2+3?", "", "5", List.of(), "1", "MIT", file + ":1"));
        assertThat(supply.badRows()).extracting(BadRow::origin).containsExactly(file + ":2");
    }

    @Test
    void aMissingFileSaysWhereItWasLookedForAndWhatToDo() {
        // Given
        Jsonl source = jsonl("math/none.jsonl");

        // When / Then
        assertThatThrownBy(() -> source.training(root, 1))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining(root.resolve("math/none.jsonl").toString())
                .hasMessageContaining("--data DIR");
    }

    @Test
    void aFieldThatNoRowHasStopsTheRunWithFileRowAndFields() throws IOException {
        // Given
        write("rows.jsonl", "{\"prompt\":\"q\",\"answer\":\"#### 1\"}");

        // When / Then
        assertThatThrownBy(() -> jsonl("rows.jsonl").training(root, 1))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("rows.jsonl:1: no field question; the row has answer, prompt");
    }

    @Test
    void aFileThatIsNotParquetIsRefused() throws IOException {
        // Given
        write("rows.parquet", GOOD);
        Parquet source = new Parquet("rows.parquet", FIELDS, "maths", "MIT");

        // When / Then
        assertThatThrownBy(() -> source.training(root, 1))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("rows.parquet cannot be read");
    }

    @Test
    void theOrderOfTrainingRowsFollowsFromTheSeed() throws IOException {
        // Given
        String[] rows = new String[50];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = "{\"question\":\"q" + i + "\",\"answer\":\"#### " + i + "\"}";
        }
        write("rows.jsonl", rows);
        Jsonl source = jsonl("rows.jsonl");

        // When
        List<Example> one = source.training(root, 1).take(50);

        // Then
        assertThat(source.training(root, 1).take(50)).isEqualTo(one);
        assertThat(source.training(root, 2).take(50)).isNotEqualTo(one).containsExactlyInAnyOrderElementsOf(one);
    }

    @Test
    void exercisesForTrainingAndForEvaluationShareNoQuestion() {
        // Given
        Exercises source = new Exercises(Map.of("add", 1.0, "w2", 1.0), 1, 0.5);

        // When
        List<String> trained = source.training(root, 3).take(2000).stream()
                .map(Example::prompt)
                .toList();

        // Then
        assertThat(trained).doesNotHaveDuplicates();
        assertThat(source.evaluation(root).take(200))
                .extracting(Example::prompt)
                .doesNotContainAnyElementsOf(trained);
        assertThat(source.training(root, 3).take(400))
                .filteredOn(example -> example.response().startsWith("####"))
                .hasSizeBetween(160, 240);
    }

    private static Fields fields(String answerAfter, String response, String verifier) {
        String answer = verifier.isEmpty() ? "answer" : "ground_truth";
        String strip = response.isEmpty() ? "" : "<<[^>]*>>";
        return new Fields("question", answer, answerAfter, response, strip, "", "", verifier, Map.of());
    }

    private Jsonl jsonl(String path) {
        return new Jsonl(path, FIELDS, "maths", "MIT");
    }

    private static VerifierSpec spec(String name, String truth, Map<String, String> options) {
        return VerifierSpec.newBuilder()
                .setName(name)
                .setGroundTruth(truth)
                .setOptions(options)
                .build();
    }

    private void write(String name, String... rows) throws IOException {
        Files.writeString(root.resolve(name), String.join("\n", rows) + "\n");
    }
}
