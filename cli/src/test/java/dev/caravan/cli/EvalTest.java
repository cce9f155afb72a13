package dev.caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cli.model.TinyModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code caravan eval} as a person uses it. What it asks is checked before there is a model: most tests have none. */
class EvalTest {

    private static final String RECIPE =
            """
            name: measured
            model: {kind: folder, path: model}
            sources:
              questions: {kind: jsonl, path: questions.jsonl, fields: {prompt: q, answer: a}, skill: sum, licence: CC0-1.0}
            judging: {verifier: math, options: {strict: "true"}}
            evaluation: {source: questions, max_tokens: 4, text_format: "{prompt} ="}
            stages: [{kind: grpo, name: rlvr, data: {questions: 1}}]
            """;
    private static final String NUMBER = "{\"q\":\"1+1?\",\"a\":\"2\"}";
    private static final String WORD = "{\"q\":\"Where is the Colosseum?\",\"a\":\"Rome\"}";

    private final StringWriter err = new StringWriter();
    private final StringWriter out = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void rowsThatCannotBeJudgedAreNamedAFewAtOnceBeforeAModelIsLoaded() throws IOException {
        // Given
        Path questions = questions(NUMBER, WORD, "{\"q\":\"1+1?\"}", WORD, NUMBER, WORD, WORD, WORD, WORD);

        // When
        int status = eval(RECIPE);

        // Then
        String judged = ": field a: verifier 'math': ground truth 'Rome' is not a number: expected ";
        assertThat(status).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString())
                .startsWith("caravan: evaluation.source questions: 7 rows cannot be used: " + questions + ":2" + judged)
                .contains("; " + questions + ":3: no field a; the row has q; ")
                .contains("; " + questions + ":4" + judged, "; " + questions + ":7" + judged, "; and 2 more")
                .doesNotContain(":8: ")
                .contains("--skip-bad-rows");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aFileWithoutAUsableRowSaysOfAFewWhatIsWrong() throws IOException {
        // Given
        Path questions = questions(WORD, "{\"q\":\"1+1?\",\"a\":\" \"}");

        // When
        int status = eval(RECIPE, "--skip-bad-rows");

        // Then
        assertThat(status).isEqualTo(2);
        assertThat(err.toString())
                .startsWith(
                        "caravan: no usable row in " + questions + ": " + questions + ":1: field a: verifier 'math'")
                .contains("; " + questions + ":2: field a is empty");
    }

    @Test
    void theCheckIsWithTheOptionsOfTheFormatThatIsAskedIn() throws IOException {
        // Given
        questions(NUMBER, WORD);

        // When
        int status = eval(RECIPE, "--text");

        // Then
        assertThat(status).isEqualTo(2);
        assertThat(err.toString()).startsWith("caravan: " + folder.resolve("model") + " is not a folder");
    }

    @Test
    void whatOnlyCountsInTrainingIsNotChecked() throws IOException {
        // Given
        questions(NUMBER);

        // When
        eval(RECIPE.replace("{verifier: math,", "{verifier: math, shaping: [{verifier: nothing}],"));

        // Then
        assertThat(err.toString()).contains("is not a folder");
    }

    @Test
    void questionsWithoutAnswersAreNone() throws IOException {
        // Given
        questions(NUMBER);

        // When
        int status = eval(RECIPE.replace(", answer: a", ""));

        // Then
        assertThat(status).isNotZero();
        assertThat(err.toString())
                .contains(
                        "evaluation.source questions has no answers; name the field that holds them in its fields.answer");
    }

    @Test
    void theOtherRowsAreMeasuredWithOnRequest() throws IOException {
        // Given
        Path questions = questions(NUMBER, WORD, NUMBER);
        TinyModel.in(folder.resolve("model"));

        // When
        int status = eval(RECIPE, "--skip-bad-rows");

        // Then
        assertThat(err.toString()).startsWith("caravan: left out 1 row: " + questions + ":2: field a: ");
        assertThat(out.toString().lines()).hasSize(2).allMatch(line -> line.endsWith(" of 2"));
        assertThat(status).isZero();
    }

    private Path questions(String... rows) throws IOException {
        return Files.write(folder.resolve("questions.jsonl"), List.of(rows));
    }

    private int eval(String recipe, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("recipe.yaml"), recipe);
        List<String> words = new ArrayList<>(List.of(
                "eval", file.toString(), "--model", folder.resolve("model").toString()));
        words.addAll(List.of(more));
        CommandLine command = Caravan.commandLine();
        command.setErr(new PrintWriter(err, true));
        command.setOut(new PrintWriter(out, true));
        return command.execute(words.toArray(String[]::new));
    }
}
