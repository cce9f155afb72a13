package dev.caravan.learner;

import dev.caravan.broker.EmbeddedKafka;
import dev.caravan.policy.InitialWeights;
import dev.caravan.policy.weights.ModelConfig;
import dev.caravan.policy.weights.ModelFolder;
import dev.caravan.runtime.kafka.EventWriter;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.KafkaSettings;
import dev.caravan.schemas.Demonstration;
import dev.caravan.schemas.InputRange;
import dev.caravan.schemas.StageFinished;
import dev.caravan.schemas.StageProgress;
import dev.caravan.schemas.Topics;
import dev.caravan.schemas.Turn;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Training tokens per second through the whole loop (broker, service, publication, checkpoints), in the quickstart's shapes: SFT in batches of
 * 16, then GRPO steps of 24 prompts and 8 completions whose worker runs in this process too. Arguments: hidden size, layers, MLP width, GRPO
 * steps, staleness.
 */
final class LearnerBenchmark {

    private static final int DEMONSTRATIONS = 400;

    private LearnerBenchmark() {}

    public static void main(String[] args) throws IOException {
        int hidden = number(args, 0, 128);
        int layers = number(args, 1, 4);
        int mlp = number(args, 2, 3 * hidden);
        int steps = number(args, 3, 20);
        int staleness = number(args, 4, 0);
        Path folder = Files.createTempDirectory("learner-benchmark");
        ModelFolder tiny = TinyModel.folder();
        ModelConfig config = new ModelConfig(
                tiny.config().vocabSize(),
                hidden,
                mlp,
                layers,
                4,
                4,
                hidden / 4,
                10_000,
                1e-5,
                128,
                true,
                -1,
                TinyModel.EOS,
                0);
        new ModelFolder(config, InitialWeights.random(config, 1), tiny.tokenizerJson(), tiny.chatTemplate())
                .save(folder.resolve("base"));
        System.out.printf(Locale.ROOT, "%,d parameters%n", config.parameters());
        try (EmbeddedKafka broker = new EmbeddedKafka(folder.resolve("broker"), 0).start();
                Kafka kafka = new Kafka(new KafkaSettings(broker.bootstrap()))) {
            kafka.createTopics();
            try (LearnerService learner = new LearnerService(
                            LearnerSettings.of(folder.resolve("data")), kafka, new SimpleMeterRegistry());
                    Director director = new Director(kafka, "benchmark", folder.resolve("base"))) {
                learner.start();
                sft(kafka, director);
                grpo(kafka, director, steps, staleness);
            }
        }
    }

    private static void sft(Kafka kafka, Director director) {
        director.request(
                0,
                "sft",
                "sft",
                "{\"epochs\": 2, \"batch_size\": 16, \"max_length\": 128, \"denominator\": \"tokens\","
                        + " \"micro_batch_tokens\": 4096, \"optimizer\": {\"lr\": 5e-4}}",
                demonstrations(kafka));
        print(director, cpuSeconds());
    }

    private static void grpo(Kafka kafka, Director director, int steps, int staleness) {
        try (Worker worker = new Worker(kafka, "benchmark", UnaryOperator.identity())) {
            director.request(
                    1,
                    "rlvr",
                    "grpo",
                    "{\"steps\": %d, \"prompts_per_step\": 24, \"group_size\": 8, \"max_tokens\": 32, \"staleness\": %d,"
                                    .formatted(steps, staleness)
                            + " \"micro_batch_tokens\": 4096, \"optimizer\": {\"lr\": 2e-4, \"decay\": \"constant\"}}",
                    director.prompts("rlvr", 200));
            print(director, cpuSeconds());
            worker.check();
        }
    }

    /** As long as the quickstart's: about 21 tokens of prompt, 23 of answer. */
    private static List<InputRange> demonstrations(Kafka kafka) {
        long from = kafka.endOffsets(Topics.DEMONSTRATIONS).get(0);
        try (EventWriter writer = kafka.writer("benchmark")) {
            for (int i = 0; i < DEMONSTRATIONS; i++) {
                String id = "benchmark-" + i;
                writer.send(
                        Topics.DEMONSTRATIONS,
                        id,
                        Demonstration.newBuilder()
                                .setId(id)
                                .setRun("benchmark")
                                .setStage("sft")
                                .setSkill("add")
                                .setSource("benchmark")
                                .setLicence("none")
                                .setTurns(List.of(
                                        new Turn("user", "what is " + i + " plus " + 7 * i + " plus 11", false),
                                        new Turn(
                                                "assistant",
                                                i + "+" + 7 * i + "=" + 8 * i + " #### " + (8 * i + 11),
                                                true)))
                                .build());
            }
            writer.flush();
        }
        return List.of(new InputRange(
                Topics.DEMONSTRATIONS.name(),
                0,
                from,
                kafka.endOffsets(Topics.DEMONSTRATIONS).get(0)));
    }

    private static void print(Director director, double cpuBefore) {
        StageFinished finished = director.await(StageFinished.class, event -> true);
        double cpu = cpuSeconds() - cpuBefore;
        List<StageProgress> steps = director.progress().stream()
                .filter(progress -> progress.getStage().equals(finished.getStage()))
                .toList();
        double tokens = sum(steps, "tokens");
        double training = sum(steps, "train_seconds");
        double waiting = sum(steps, "wait_seconds");
        System.out.printf(
                Locale.ROOT,
                "%-5s %d steps, %.0f tokens: %.0f tok/s while training; %.1f s training, %.1f s waiting, %.1f s the rest"
                        + " (start, publication, checkpoints); %.0f tok per CPU-second of the process;"
                        + " largest |ratio - 1| %.1e%n",
                finished.getStage(),
                steps.size(),
                tokens,
                tokens / training,
                training,
                waiting,
                finished.getSeconds() - training - waiting,
                tokens / cpu,
                steps.stream()
                        .mapToDouble(step -> step.getMetrics().getOrDefault("ratio_max_deviation", 0.0))
                        .max()
                        .orElse(0));
    }

    private static double sum(List<StageProgress> steps, String metric) {
        return steps.stream()
                .mapToDouble(step -> step.getMetrics().getOrDefault(metric, 0.0))
                .sum();
    }

    /** Of the whole process: broker and worker too, but no one else on the machine. */
    private static double cpuSeconds() {
        return ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .map(Duration::toMillis)
                        .orElse(0L)
                / 1000.0;
    }

    private static int number(String[] args, int index, int otherwise) {
        return args.length > index ? Integer.parseInt(args[index]) : otherwise;
    }
}
