package dev.caravan.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.runtime.CaravanException;
import dev.caravan.runtime.settings.SettingsBinder;
import dev.caravan.verifier.Judge;
import dev.caravan.verifier.JudgeSettings;
import dev.caravan.verifier.VerifierRegistry;
import dev.caravan.verifier.spi.Verifier;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TryBatchTest {

    @TempDir
    Path dir;

    @Test
    void rowsBecomeVerdictsForAPersonToRead() {
        // Given
        String rows =
                """
                {"verifier": "math", "prompt": "6*7?", "completion": "#### 42", "ground_truth": "42", "expected": 1}

                {"completion": "so\\n#### 41", "ground_truth": 42}
                """;

        // When
        Tried tried = run(rows, "math", Map.of());

        // Then
        assertThat(tried.fine()).isTrue();
        assertThat(tried.text().lines().toList())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("line 1  math "),
                        line -> assertThat(line).isEqualTo("  prompt        6*7?"),
                        line -> assertThat(line).isEqualTo("  completion    #### 42"),
                        line -> assertThat(line).isEqualTo("  ground truth  42"),
                        line -> assertThat(line)
                                .startsWith("  verdict       SCORED 1.0  ")
                                .endsWith(" ms)"),
                        line -> assertThat(line).isEqualTo("  expected      1: met"),
                        line -> assertThat(line).startsWith("line 3  math "),
                        line -> assertThat(line).isEqualTo("  completion    so ⏎ #### 41"),
                        line -> assertThat(line).isEqualTo("  ground truth  42"),
                        line -> assertThat(line).startsWith("  verdict       SCORED 0.0  "));
    }

    @Test
    void whatIsNotAsExpectedIsSaid() {
        // When
        Tried wrong =
                run("{\"completion\": \"#### 41\", \"ground_truth\": \"42\", \"expected\": 1}\n", "math", Map.of());
        Tried failed = run("{\"completion\": \"x\", \"ground_truth\": \"forty-two or so\"}\n", "maths", Map.of());
        Tried expected = run(
                "{\"completion\": \"x\", \"ground_truth\": \"4\", \"expected\": \"ERROR\", \"verifier\": \"maths\"}\n",
                "math",
                Map.of());

        // Then
        assertThat(wrong.fine()).isFalse();
        assertThat(wrong.text()).contains("expected      1: NOT MET");
        assertThat(failed.fine()).isFalse();
        assertThat(failed.text())
                .contains("problem       unknown verifier 'maths'")
                .contains("verdict       ERROR  ");
        assertThat(expected.fine()).isTrue();
    }

    @Test
    void aRowThatCannotBeTriedIsNamed() {
        // When, Then
        assertThatThrownBy(() -> run("{\"completion\": \"x\", \"ground_truth\": \"4\"}\n", "", Map.of()))
                .isInstanceOf(CaravanException.class)
                .hasMessage("line 1 names no verifier; give --verifier or a field \"verifier\"");
        assertThatThrownBy(() -> run(
                        "{\"completion\": \"x\", \"ground_truth\": \"4\", \"finish_reason\": \"end\"}\n",
                        "math",
                        Map.of()))
                .hasMessageContaining("line 1 has finish_reason 'end'");
    }

    @Test
    void theExamplePlugInIsBuiltAndTriedAsItsReadmeSays() throws Exception {
        // Given
        Path example = Path.of("..", "examples", "verifier-plugin");
        Path classes = compile(example, dir.resolve("classes"));
        VerifyCommand command = new VerifyCommand();
        StringWriter out = new StringWriter();

        // When
        int status = new picocli.CommandLine(command)
                .setOut(new PrintWriter(out))
                .execute(
                        "--plugin",
                        classes.toString(),
                        "--try",
                        example.resolve("row.jsonl").toString());

        // Then
        assertThat(status).isEqualTo(1);
        assertThat(out.toString())
                .contains("line 1  acme.date 1+sha256.")
                .contains("verdict       SCORED 1.0  1989-11-09 is right")
                .contains("verdict       SCORED 0.0  no date in the last line")
                .contains("problem       verifier 'acme.date': ground truth 'the ninth' is not a date like 1969-07-20")
                .contains("verdict       ERROR  ground truth 'the ninth' is not a date");
    }

    private static Path compile(Path example, Path classes) throws IOException, URISyntaxException {
        String source = "com/acme/dates/DateVerifier.java";
        String service = "META-INF/services/" + Verifier.class.getName();
        String spi = new File(Verifier.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        Files.createDirectories(classes.resolve(service).getParent());
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        spi,
                        "-d",
                        classes.toString(),
                        example.resolve("src/main/java").resolve(source).toString());
        assertThat(compiled).isZero();
        Files.copy(example.resolve("src/main/resources").resolve(service), classes.resolve(service));
        return classes;
    }

    private static Tried run(String rows, String verifier, Map<String, String> options) {
        StringWriter out = new StringWriter();
        try (Judge judge = new Judge(
                VerifierRegistry.discover(), SettingsBinder.defaults(JudgeSettings.class), new SimpleMeterRegistry())) {
            boolean fine = new TryBatch(judge, verifier, options)
                    .run(new ByteArrayInputStream(rows.getBytes(StandardCharsets.UTF_8)), new PrintWriter(out));
            return new Tried(fine, out.toString());
        }
    }

    private record Tried(boolean fine, String text) {}
}
