package dev.caravan.cli.batch;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import dev.caravan.runtime.settings.units.Size;
import dev.caravan.verifier.Judge;
import dev.caravan.verifier.JudgeSettings;
import dev.caravan.verifier.VerifierRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

/**
 * {@code caravan verify} from JSON lines to JSON lines, reading and writing included: checks a second of wall clock, and of processor time, which
 * is that of one core. Half of the completions are right; the output is checked against that, and against that of an earlier round.
 */
public final class VerifyBenchmark {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LINES = 20_000;
    private static final int ROUNDS = 5;

    private VerifyBenchmark() {}

    /** Runs some rounds and prints each. */
    public static void main(String[] args) throws IOException {
        byte[] input = input();
        byte[] first = new byte[0];
        JudgeSettings settings = new JudgeSettings(1, Duration.ofSeconds(10), 1, new Size(0));
        try (Judge judge = new Judge(VerifierRegistry.discover(), settings, new SimpleMeterRegistry())) {
            VerifyBatch batch = new VerifyBatch(judge, "math", Map.of());
            for (int round = 0; round < ROUNDS; round++) {
                ByteArrayOutputStream output = new ByteArrayOutputStream(input.length);
                long cpu = cpuNanos();
                long start = System.nanoTime();
                try (PrintStream out = new PrintStream(output, false, StandardCharsets.UTF_8)) {
                    batch.run(new JsonLinesIo(new ByteArrayInputStream(input), out));
                }
                long wall = System.nanoTime() - start;
                long busy = cpuNanos() - cpu;
                check(output.toByteArray());
                if (round == 0) {
                    first = output.toByteArray();
                } else if (!Arrays.equals(first, output.toByteArray())) {
                    throw new IllegalStateException("round " + round + " differs from the first");
                }
                System.out.printf(
                        "round %d: %,d checks, %,.0f/s of wall clock, %,.0f/s of one core%n",
                        round, LINES, LINES / (wall / 1e9), LINES / (busy / 1e9));
            }
        }
    }

    private static byte[] input() throws IOException {
        String work = "First we add them up: 12 + 30 = 42, of which 7 are gone, so 42 - 7 = 35 remain. ".repeat(12);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < LINES; i++) {
            ObjectNode line = JSON.createObjectNode();
            line.put("id", i);
            line.put("completion", work + "\nSo the answer is \\boxed{" + (1000 + i + i % 2) + "}.");
            line.put("ground_truth", Integer.toString(1000 + i));
            lines.append(JSON.writeValueAsString(line)).append('\n');
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void check(byte[] output) throws IOException {
        int number = 0;
        for (String line : new String(output, StandardCharsets.UTF_8).split("\n", -1)) {
            if (line.isBlank()) {
                continue;
            }
            double score = JSON.readTree(line).path("score").asDouble(-1);
            if (score != 1 - number % 2) {
                throw new IllegalStateException("completion " + number + " got " + line);
            }
            number++;
        }
        if (number != LINES) {
            throw new IllegalStateException(number + " answers to " + LINES + " questions");
        }
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
