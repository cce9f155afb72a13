package dev.caravan.curation;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.broker.EmbeddedKafka;
import dev.caravan.curation.prompts.Samples;
import dev.caravan.runtime.kafka.EventWriter;
import dev.caravan.runtime.kafka.From;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.KafkaSettings;
import dev.caravan.runtime.kafka.LogReader;
import dev.caravan.runtime.kafka.Received;
import dev.caravan.runtime.service.Health;
import dev.caravan.schemas.Curated;
import dev.caravan.schemas.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Prompts and benchmark items through a real broker in this process: from the first record sent to the last verdict read.
 * Arguments: a file of prompts and a file of items, JSON lines with a field {@code question}.
 */
public final class CurationFlowBenchmark {

    private static final ObjectMapper JSON = new ObjectMapper();

    private CurationFlowBenchmark() {}

    public static void main(String[] args) throws IOException {
        Path dir = Files.createTempDirectory("curation-benchmark");
        try (EmbeddedKafka broker = new EmbeddedKafka(dir.resolve("kafka"), 0).start();
                Kafka kafka = new Kafka(new KafkaSettings(broker.bootstrap()));
                CurationService service = new CurationService(
                        CurationProcess.settings(dir.resolve("state")), kafka, new SimpleMeterRegistry())) {
            long begin = System.nanoTime();
            service.start();
            while (service.health().state() != Health.State.UP) {
                Thread.onSpinWait();
            }
            System.out.printf("up after %.1f s%n", (System.nanoTime() - begin) / 1e9);
            try (EventWriter writer = kafka.writer("benchmark");
                    LogReader<Curated> curated = kafka.reader(Topics.CURATED, From.BEGINNING)) {
                for (int round = 0; round < 5; round++) {
                    round(args, round, writer, curated);
                }
            }
        }
    }

    private static void round(String[] args, int round, EventWriter writer, LogReader<Curated> curated)
            throws IOException {
        long begin = System.nanoTime();
        Duration cpu = cpu();
        int items = 0;
        for (String line : round == 0 ? Files.readAllLines(Path.of(args[1])) : List.<String>of()) {
            String id = "item/" + items++;
            writer.send(Topics.BENCHMARKS, id, Samples.item(id, question(line)));
        }
        int prompts = 0;
        for (String line : Files.readAllLines(Path.of(args[0]))) {
            String id = "round" + round + "/" + prompts++;
            writer.send(
                    Topics.PROMPTS,
                    id,
                    Samples.builder(id, question(line)).setRun("round" + round).build());
        }
        Map<String, Curated> verdicts = new TreeMap<>();
        while (verdicts.size() < prompts) {
            for (Received<Curated> verdict : curated.poll(Duration.ofMillis(100))) {
                if (verdict.key().startsWith("round" + round + "/")) {
                    verdicts.put(verdict.key(), verdict.value());
                }
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        Map<String, Integer> counts = new TreeMap<>();
        verdicts.values()
                .forEach(verdict -> counts.merge(verdict.getDecision() + " " + verdict.getReason(), 1, Integer::sum));
        System.out.printf(
                "%,d prompts, %,d items: %,.0f prompts/s, %.1f s of CPU (writer, broker and reader included) %s%n",
                prompts, items, prompts / seconds, cpu().minus(cpu).toMillis() / 1e3, counts);
    }

    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static String question(String line) throws IOException {
        return JSON.readTree(line).get("question").asText();
    }
}
