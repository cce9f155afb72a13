package dev.caravan.curation.groups;

import dev.caravan.broker.EmbeddedKafka;
import dev.caravan.curation.CurationService;
import dev.caravan.curation.CurationSettings;
import dev.caravan.curation.prompts.CurationPolicy;
import dev.caravan.runtime.kafka.EventWriter;
import dev.caravan.runtime.kafka.From;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.KafkaSettings;
import dev.caravan.runtime.kafka.LogReader;
import dev.caravan.runtime.kafka.Received;
import dev.caravan.runtime.service.Health;
import dev.caravan.schemas.Completion;
import dev.caravan.schemas.Group;
import dev.caravan.schemas.Scored;
import dev.caravan.schemas.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Time from the last score of a group to the group in the hands of a read-committed reader, through a real broker in
 * this process, one group at a time; then the rate at which a backlog of scores becomes groups. Argument: the commit
 * interval in milliseconds (default 50).
 */
public final class GroupingBenchmark {

    private static final int N = 8;

    private GroupingBenchmark() {}

    public static void main(String[] args) throws IOException {
        Duration commitInterval = Duration.ofMillis(args.length > 0 ? Long.parseLong(args[0]) : 50);
        Path dir = Files.createTempDirectory("grouping-benchmark");
        try (EmbeddedKafka broker = new EmbeddedKafka(dir.resolve("kafka"), 0).start();
                Kafka kafka = new Kafka(new KafkaSettings(broker.bootstrap()));
                CurationService service = new CurationService(
                        new CurationSettings(
                                dir.resolve("state"),
                                commitInterval,
                                new CurationPolicy(8, 0.5),
                                GroupSamples.SETTINGS),
                        kafka,
                        new SimpleMeterRegistry())) {
            long begin = System.nanoTime();
            service.start();
            while (service.health().state() != Health.State.UP) {
                Thread.onSpinWait();
            }
            System.out.printf("up after %.2f s%n", (System.nanoTime() - begin) / 1e9);
            try (EventWriter writer = kafka.writer("benchmark");
                    LogReader<Group> groups = kafka.reader(Topics.GROUPS, From.BEGINNING)) {
                for (int round = 0; round < 3; round++) {
                    latency(writer, groups, round);
                    backlog(writer, groups, round);
                }
            }
        }
    }

    private static void latency(EventWriter writer, LogReader<Group> groups, int round) {
        double[] millis = new double[100];
        for (int i = 0; i < millis.length; i++) {
            send(writer, "latency/" + round + "/" + i);
            writer.flush();
            long begin = System.nanoTime();
            await(groups, 1);
            millis[i] = (System.nanoTime() - begin) / 1e6;
        }
        Arrays.sort(millis);
        System.out.printf(
                "last score -> group: p50 %.0f ms, p90 %.0f ms, max %.0f ms%n", millis[50], millis[90], millis[99]);
    }

    private static void backlog(EventWriter writer, LogReader<Group> groups, int round) {
        int count = 2_000;
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            send(writer, "backlog/" + round + "/" + i);
        }
        await(groups, count);
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf("%,d scores: %,.0f scores/s%n", count * N, count * N / seconds);
    }

    private static void send(EventWriter writer, String groupId) {
        Instant now = Instant.now();
        for (int index = 0; index < N; index++) {
            Completion completion = GroupSamples.completion(groupId, index, N)
                    .setTokens(IntStream.range(0, 200).boxed().toList())
                    .setLogprobs(IntStream.range(0, 200).mapToObj(i -> -0.5f).toList())
                    .setDeadline(now.plusSeconds(60))
                    .build();
            Scored scored = GroupSamples.scored(completion, (double) (index % 2));
            writer.send(Topics.SCORES, groupId, scored);
        }
    }

    private static void await(LogReader<Group> groups, int count) {
        int seen = 0;
        while (seen < count) {
            for (Received<Group> group : groups.poll(Duration.ofMillis(100))) {
                if (!group.value().getOutcome().name().equals("COMPLETE")) {
                    throw new IllegalStateException(
                            group.location() + " is " + group.value().getOutcome());
                }
                seen++;
            }
        }
    }
}
