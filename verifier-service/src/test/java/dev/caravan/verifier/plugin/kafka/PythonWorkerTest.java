package dev.caravan.verifier.plugin.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.caravan.broker.EmbeddedKafka;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.KafkaSettings;
import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The example in examples/python-worker, as it stands there, in a process of its own. Needs a Python 3 that has confluent-kafka: the one that
 * CARAVAN_PYTHON names, the one on the path, or one that pip can make.
 */
class PythonWorkerTest {

    private static final Path EXAMPLE = Path.of("..", "examples", "python-worker");
    private static final Path ENVIRONMENT = Path.of("target", "python-worker");

    @TempDir
    Path dir;

    @Test
    void theExampleJudgesWhatTheHostAsks() throws Exception {
        // Given
        Optional<String> python = python();
        assumeTrue(
                python.isPresent(),
                "no Python 3 with confluent-kafka, and pip could not install it; set CARAVAN_PYTHON to one that has it");
        assertThat(Files.readAllLines(EXAMPLE.resolve("worker.py"))).hasSizeLessThanOrEqualTo(40);
        try (EmbeddedKafka broker = new EmbeddedKafka(dir.resolve("kafka"), 0).start();
                Kafka kafka = new Kafka(new KafkaSettings(broker.bootstrap()));
                KafkaVerifier verifier = new KafkaVerifier(
                        "acme.palindrome", new WorkerSettings("1", Duration.ofMinutes(1), 8, 1), kafka)) {
            kafka.createTopics();
            verifier.start(Options.NONE);
            Process worker = new ProcessBuilder(
                            python.get(), EXAMPLE.resolve("worker.py").toString(), broker.bootstrap())
                    .redirectErrorStream(true)
                    .redirectOutput(dir.resolve("worker.log").toFile())
                    .start();
            try {
                // When
                Verdict right = verifier.verify(Submission.of("A man, a plan, a canal: Panama!", ""));
                Verdict wrong = verifier.verify(Submission.of("no palindrom \ud83d\ude80", ""));

                // Then
                assertThat(right)
                        .as(Files.readString(dir.resolve("worker.log")))
                        .isEqualTo(Verdict.right("reads the same both ways"));
                assertThat(wrong).isEqualTo(Verdict.wrong("is no palindrome"));
                assertThat(worker.isAlive()).isTrue();
            } finally {
                worker.destroyForcibly().waitFor();
            }
        }
    }

    private static Optional<String> python() throws IOException, InterruptedException {
        for (String python : new String[] {System.getenv("CARAVAN_PYTHON"), "python3"}) {
            if (python != null && has(python)) {
                return Optional.of(python);
            }
        }
        String own = ENVIRONMENT.resolve("bin/python").toString();
        boolean ready = has(own)
                || (runs(60, List.of("python3", "-m", "venv", ENVIRONMENT.toString()))
                        && runs(
                                120,
                                List.of(
                                        own,
                                        "-m",
                                        "pip",
                                        "install",
                                        "-q",
                                        "-r",
                                        EXAMPLE.resolve("requirements.txt").toString()))
                        && has(own));
        return ready ? Optional.of(own) : Optional.empty();
    }

    private static boolean has(String python) throws InterruptedException {
        return runs(30, List.of(python, "-c", "from confluent_kafka import ShareConsumer"));
    }

    private static boolean runs(int seconds, List<String> command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            return ended && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
