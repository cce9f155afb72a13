package dev.caravan.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that dies in the middle of RLVR, broker, services and all, and one that goes on where it was. */
class KillAndResumeTest {

    private static final String MODEL = "runs/interrupted-1/model/model.safetensors";

    @TempDir
    Path folder;

    @Test
    void aRunThatWasKilledEndsWithTheSameBytesAsOneThatWasNot() throws Exception {
        // Given: one run in peace, and one that is killed when it says that it has done three steps of eight
        Path peaceful = folder.resolve("peaceful");
        Path disturbed = folder.resolve("disturbed");
        Process first = caravan(peaceful);
        assertThat(follow(first, "never said")).as("output").contains("Held-out accuracy, interrupted, seed 3");
        Process second = caravan(disturbed);
        String before = follow(second, "rlvr 3/8");
        second.destroyForcibly().waitFor();
        assertThat(before).contains("rlvr 3/8").doesNotContain("rlvr 8/8");
        assertThat(disturbed.resolve(MODEL)).doesNotExist();

        // When
        Process resumed = caravan(disturbed, "--resume");
        String after = follow(resumed, "never said");

        // Then
        assertThat(resumed.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(resumed.exitValue()).as(after).isZero();
        assertThat(after).contains("run interrupted-1  seed 3  (resumed)").doesNotContain("pretrain 1/", "rlvr 1/8");
        assertThat(disturbed.resolve(MODEL)).hasBinaryContent(Files.readAllBytes(peaceful.resolve(MODEL)));
    }

    private static Process caravan(Path home, String... more) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // The tests' own JVM flags: no downloads, one torch thread.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-Dai.djl.") || argument.startsWith("-Xmx"))
                .forEach(command::add);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                "dev.caravan.cli.Caravan",
                "run",
                Path.of("src/test/resources/interrupted.yaml").toAbsolutePath().toString(),
                "--home",
                home.toString(),
                "--service-set",
                "learner.checkpoint_every=2",
                "--service-set",
                "rollout.slots=16",
                "--service-set",
                "rollout.tile=16"));
        command.addAll(List.of(more));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** What the process says until it says this, or ends. */
    private static String follow(Process process, String until) throws IOException {
        StringBuilder said = new StringBuilder();
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            said.append(line).append('\n');
            if (line.contains(until)) {
                break;
            }
        }
        return said.toString();
    }
}
