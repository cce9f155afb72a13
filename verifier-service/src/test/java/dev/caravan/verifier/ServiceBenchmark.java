package dev.caravan.verifier;

import com.sun.management.OperatingSystemMXBean;
import dev.caravan.broker.EmbeddedKafka;
import dev.caravan.runtime.kafka.EventWriter;
import dev.caravan.runtime.kafka.From;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.KafkaSettings;
import dev.caravan.runtime.kafka.LogReader;
import dev.caravan.runtime.kafka.Received;
import dev.caravan.runtime.settings.SettingsBinder;
import dev.caravan.schemas.Completion;
import dev.caravan.schemas.Scored;
import dev.caravan.schemas.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * The service on an embedded broker, everything in one JVM: completions per second with a full queue, and the time from a completion's end to
 * its score in a reader's hands at a fixed rate. Every score is checked: one per completion, with the right reward.
 *
 * <p>Arguments: completions for the throughput, then rates in completions per second. Defaults: 40000 200 1000 3000.
 */
final class ServiceBenchmark {

    private static final int SECONDS = 10;
    private static final int GROUP_SIZE = 8;
    private static final Duration POLL = Duration.ofMillis(5);

    private final EventWriter writer;
    private final LogReader<Scored> reader;
    private int sent;

    private ServiceBenchmark(Kafka kafka) {
        this.writer = kafka.writer("benchmark");
        this.reader = kafka.reader(Topics.SCORES, From.BEGINNING);
    }

    public static void main(String[] args) throws IOException {
        int[] numbers = args.length == 0
                ? new int[] {40_000, 200, 1_000, 3_000}
                : Arrays.stream(args).mapToInt(Integer::parseInt).toArray();
        Path dir = Files.createTempDirectory("verifier-benchmark");
        try (EmbeddedKafka broker = new EmbeddedKafka(dir, 0).start();
                Kafka kafka = new Kafka(new KafkaSettings(broker.bootstrap()));
                VerifierService service = new VerifierService(settings(), kafka, new SimpleMeterRegistry())) {
            kafka.createTopics();
            service.start();
            ServiceBenchmark benchmark = new ServiceBenchmark(kafka);
            benchmark.throughput(numbers[0] / 2, "warm-up");
            benchmark.throughput(numbers[0], "full queue");
            for (int rate : Arrays.copyOfRange(numbers, 1, numbers.length)) {
                benchmark.latency(rate);
            }
            benchmark.writer.close();
            benchmark.reader.close();
        }
    }

    /** Every completion is checked: their texts are alike, and would be remembered. */
    private static VerifierSettings settings() {
        return SettingsBinder.text("benchmark", "{judge: {cache: 0}}").bind(VerifierSettings.class);
    }

    /** Writes as fast as the broker takes it and waits for the last score. */
    private void throughput(int count, String name) {
        int from = sent;
        long cpu = cpuNanos();
        long start = System.nanoTime();
        Thread sending = new Thread(() -> IntStream.range(0, count).forEach(i -> send()));
        sending.start();
        read(from, count);
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%s: %,d completions in %.2f s, %,.0f/s, %.3f ms of CPU each (broker, writer and reader included), all rewards"
                        + " right%n",
                name,
                count,
                seconds,
                count / seconds,
                (cpuNanos() - cpu) / 1e6 / count);
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private void latency(int rate) {
        int count = rate * SECONDS;
        int from = sent;
        Thread sending = new Thread(() -> {
            long start = System.nanoTime();
            for (int i = 0; i < count; i++) {
                long due = start + i * 1_000_000_000L / rate;
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                send();
            }
        });
        sending.start();
        double[] millis = read(from, count);
        // The first quarter warms up.
        double[] measured = Arrays.copyOfRange(millis, count / 4, count);
        Arrays.sort(measured);
        System.out.printf(
                Locale.ROOT,
                "%,d/s for %d s: p50 %.1f ms, p99 %.1f ms, max %.1f ms, all rewards right%n",
                rate,
                SECONDS,
                measured[measured.length / 2],
                measured[(int) (measured.length * 0.99)],
                measured[measured.length - 1]);
    }

    /** A completion of about 1.5 kB; every third is right. */
    private void send() {
        int number = sent++;
        String group = "group-" + number / GROUP_SIZE;
        String text = "First 29+15=44, then 44-9=35. ".repeat(20) + "\n#### " + (number % 3 == 0 ? "35" : "36");
        Completion completion = Completion.newBuilder(
                        Completions.of(group, number % GROUP_SIZE, text, Completions.verifier("math", "35")))
                .setTokens(IntStream.range(0, 100).boxed().toList())
                .setLogprobs(IntStream.range(0, 100).mapToObj(i -> i * -0.01f).toList())
                .setSeed(number)
                .setFinishedAt(Instant.now())
                .build();
        writer.send(Topics.COMPLETIONS, group, completion);
    }

    /** Reads so many scores, checks each and gives the time from completion to here in milliseconds, by completion. */
    private double[] read(int from, int count) {
        double[] millis = new double[count];
        BitSet seen = new BitSet(count);
        while (seen.cardinality() < count) {
            for (Received<Scored> received : reader.poll(POLL)) {
                Scored scored = received.value();
                if (scored == null) {
                    throw new IllegalStateException("no value at " + received.location());
                }
                int number = (int) scored.getCompletion().getSeed();
                double expected = number % 3 == 0 ? 1 : 0;
                if (scored.getReward() == null || scored.getReward() != expected) {
                    throw new IllegalStateException("completion " + number + " got reward " + scored.getReward());
                }
                if (number < from || seen.get(number - from)) {
                    throw new IllegalStateException("completion " + number + " was scored twice");
                }
                seen.set(number - from);
                Duration took = Duration.between(scored.getCompletion().getFinishedAt(), Instant.now());
                millis[number - from] = took.toNanos() / 1e6;
            }
        }
        return millis;
    }
}
