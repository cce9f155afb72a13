package dev.caravan.rollout;

import com.sun.management.OperatingSystemMXBean;
import dev.caravan.policy.Generated;
import dev.caravan.policy.Generator;
import dev.caravan.policy.GeneratorSettings;
import dev.caravan.policy.InitialWeights;
import dev.caravan.policy.Seeds;
import dev.caravan.policy.Sequence;
import dev.caravan.policy.Torch;
import dev.caravan.policy.weights.ModelConfig;
import dev.caravan.policy.weights.ModelFolder;
import dev.caravan.policy.weights.Weights;
import dev.caravan.schemas.Completion;
import dev.caravan.schemas.RolloutRequest;
import dev.caravan.schemas.Topics;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Tokens per second of one worker, bare and through a real broker, and the time from the publication of weights to their use. The
 * model has the quickstart's shape and random weights, so hardly any sequence stops before its last token. Prints what it measured.
 */
public final class RolloutBenchmark {

    private static final ModelConfig CONFIG =
            new ModelConfig(512, 128, 384, 4, 4, 4, 32, 10_000.0, 1e-6, 512, true, -1, 1, 0);
    private static final int PROMPT = 24;
    private static final int NEW_TOKENS = 40;
    private static final int GROUP = 8;
    private static final RolloutSettings SETTINGS =
            new RolloutSettings("bench", 64, 64, 128, 4, 8, 8, Duration.ofSeconds(15), Duration.ofSeconds(1));

    private RolloutBenchmark() {}

    /** Takes the number of groups of eight to generate in each pass; 96 if not given. */
    public static void main(String[] args) throws Exception {
        int groups = args.length > 0 ? Integer.parseInt(args[0]) : 96;
        ModelFolder model = TinyModel.folder(CONFIG, InitialWeights.random(CONFIG, 1));
        System.out.printf(
                "%,d parameters, %d groups of %d, prompt %d, %d new tokens%n",
                CONFIG.parameters(), groups, GROUP, PROMPT, NEW_TOKENS);
        System.out.println("tokens per second, and per second of CPU time of the whole process, broker included");
        bare(model, groups / 4);
        bare(model, groups).print("bare generator");
        Path dir = Files.createTempDirectory("rollout-benchmark");
        try (Stack stack = new Stack(dir)) {
            stack.publish(WeightLog.anchor("b", 0, model));
            RolloutService worker = stack.worker(SETTINGS);
            stack.awaitDetail(worker, "version 0 of run b");
            throughKafka(stack, "warm-up", groups, GROUP);
            throughKafka(stack, "train", groups, GROUP).print("through Kafka, n = " + GROUP);
            throughKafka(stack, "eval", groups * GROUP, 1).print("through Kafka, n = 1");
            swaps(stack, model, groups);
        }
    }

    private static Rate bare(ModelFolder model, int groups) {
        try (Torch torch = Torch.cpu();
                Generator generator = new Generator(
                        torch,
                        CONFIG,
                        model.weights(),
                        0,
                        new GeneratorSettings(
                                SETTINGS.slots(), SETTINGS.capacity(), SETTINGS.stepsPerCall(), SETTINGS.tile()))) {
            Rate start = Rate.start();
            long tokens = 0;
            int next = 0;
            while (next < groups * GROUP || generator.active() > 0) {
                List<Sequence> sequences = new ArrayList<>();
                for (int free = generator.freeSlots(); free > 0 && next < groups * GROUP; free--, next++) {
                    sequences.add(new Sequence(
                            "s" + next, prompt(next / GROUP), NEW_TOKENS, 1, 1, Seeds.mix(next, 0), Set.of(1)));
                }
                generator.admit(sequences);
                for (Generated finished : generator.step()) {
                    tokens += finished.tokens().length;
                }
            }
            return start.after(tokens);
        }
    }

    private static Rate throughKafka(Stack stack, String name, int requests, int n) {
        Rate start = Rate.start();
        send(stack, name, requests, n);
        return start.after(awaitTokens(stack, name, requests * n));
    }

    /** A new version every 100 ms while the worker generates, each changing 3 % of the elements. */
    private static void swaps(Stack stack, ModelFolder model, int groups) throws InterruptedException {
        send(stack, "swaps", groups * 2, GROUP);
        Weights from = model.weights();
        int versions = 50;
        for (int version = 1; version <= versions; version++) {
            Weights to = perturbed(from, version);
            stack.publish(WeightLog.patch("b", version - 1, version, from, to));
            from = to;
            TimeUnit.MILLISECONDS.sleep(100);
        }
        awaitTokens(stack, "swaps", groups * 2 * GROUP);
        print(
                "weights published -> in use",
                stack.meters().get("caravan.rollout.weights.latency").timer());
        print(
                "generation stands still    ",
                stack.meters().get("caravan.rollout.weights.swap").timer());
    }

    private static void print(String what, Timer timer) {
        StringBuilder line = new StringBuilder(what);
        for (ValueAtPercentile value : timer.takeSnapshot().percentileValues()) {
            line.append(String.format(" p%.0f %.1f ms,", value.percentile() * 100, value.value(TimeUnit.MILLISECONDS)));
        }
        System.out.println(line + " " + timer.count() + " versions");
    }

    private static void send(Stack stack, String name, int requests, int n) {
        RolloutRequest[] all = IntStream.range(0, requests)
                .mapToObj(i -> Requests.request(name + "/" + i, n)
                        .setRun("b")
                        .setPromptTokens(IntStream.of(prompt(i)).boxed().toList())
                        .setSampling(Requests.sampling(NEW_TOKENS, i))
                        .build())
                .toArray(RolloutRequest[]::new);
        stack.request(all);
    }

    private static long awaitTokens(Stack stack, String name, int completions) {
        return stack
                .await(Topics.COMPLETIONS, completion -> completion.getGroupId().startsWith(name + "/"), completions)
                .stream()
                .map(Completion::getTokens)
                .mapToLong(List::size)
                .sum();
    }

    private static int[] prompt(int i) {
        return new SplittableRandom(i).ints(PROMPT, 4, CONFIG.vocabSize()).toArray();
    }

    private static Weights perturbed(Weights weights, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Weights.Tensor> tensors = new TreeMap<>();
        for (String name : weights.names()) {
            Weights.Tensor tensor = weights.get(name);
            ByteBuffer values = ByteBuffer.allocate(tensor.bf16().remaining())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put(tensor.bf16())
                    .flip();
            int elements = values.remaining() / 2;
            for (int change = 0; change < elements * 3 / 100; change++) {
                int at = 2 * random.nextInt(elements);
                values.putShort(at, (short) (values.getShort(at) ^ 1));
            }
            tensors.put(name, new Weights.Tensor(tensor.shape(), values));
        }
        return Weights.of(tensors);
    }

    /** Tokens since an instant, wall and CPU, both in nanoseconds. */
    private record Rate(long tokens, long wall, long cpu) {

        static Rate start() {
            return new Rate(0, System.nanoTime(), cpuTime());
        }

        Rate after(long generated) {
            return new Rate(generated, System.nanoTime() - wall, cpuTime() - cpu);
        }

        void print(String what) {
            System.out.printf("%-22s %,8.0f tok/s %,8.0f tok/CPU-s%n", what, 1e9 * tokens / wall, 1e9 * tokens / cpu);
        }

        private static long cpuTime() {
            return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                    .getProcessCpuTime();
        }
    }
}
