package dev.caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What a person sees who asks for the wrong thing: one line, status 2. */
class CaravanTest {

    private final StringWriter err = new StringWriter();
    private final StringWriter out = new StringWriter();

    private int execute(String... args) {
        CommandLine command = Caravan.commandLine();
        command.setErr(new PrintWriter(err, true));
        command.setOut(new PrintWriter(out, true));
        return command.execute(args);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rnu recipes/quickstart.yaml | unknown command rnu; did you mean run?",
                "frobnicate | unknown command frobnicate",
                "run ../recipes/quickstart.yaml --resmue | unknown option --resmue; did you mean --resume?",
                "run ../recipes/quikstart.yaml | did you mean ../recipes/quickstart.yaml?",
                "run ../recipes/quickstart.yaml --set seeed=2 | did you mean seed?",
                "run | Missing required parameter: 'RECIPE'",
                "serve lerner --bootstrap 127.0.0.1:1 | unknown service lerner; did you mean learner?",
                "verify --verifier maths | up_to_max_length; did you mean math?",
                "rescore | Missing required option: '--verifier=NAME'",
                "rescore --verifier math --from soon | --from must be beginning, end,",
                "tap scores --from 4:0 | scores has partitions 0 to 3, not 4",
                "generate --model /no/such/folder | /no/such/folder is not a folder",
                "up --port many | 'many' is not an int",
                "curate --recipe ../recipes/nothing.yaml | there is no recipe"
            })
    void askingWronglyGivesOneLineAndStatusTwo(String line, String expected) {
        // Given
        String[] args = line.split(" ");

        // When
        int status = execute(args);

        // Then
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString()).startsWith("caravan: ").contains(expected);
        assertThat(status).isEqualTo(2);
    }

    @Test
    void aMissingDataFileIsNamedBeforeAnythingStarts(@TempDir Path folder) throws Exception {
        // Given
        Path home = folder.resolve("home");

        // When
        int status = execute("curate", "--recipe", "../recipes/gsm8k-smoke.yaml", "--data", folder.toString());

        // Then
        assertThat(status).isEqualTo(2);
        assertThat(err.toString()).contains("no file " + folder.resolve("math/gsm8k/test.jsonl"), "--data DIR");
        assertThat(Files.exists(home)).isFalse();
    }

    @Test
    void theVersionIsTheOneThatWasBuilt() {
        // Given / When
        int status = execute("--version");

        // Then
        assertThat(status).isZero();
        assertThat(out.toString()).matches("caravan \\d+\\.\\d+\\.\\d+\\s*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "up",
                "serve",
                "broker",
                "ingest",
                "eval",
                "chat",
                "generate",
                "logprobs",
                "verify",
                "rescore",
                "curate"
            })
    void everyCommandTeachesWithAnExample(String command) {
        // Given / When
        int status = execute(command, "--help");

        // Then
        assertThat(status).isZero();
        assertThat(out.toString()).contains("Usage: caravan " + command, "Example", "caravan " + command + " ");
    }
}
