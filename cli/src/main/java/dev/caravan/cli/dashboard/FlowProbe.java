package dev.caravan.cli.dashboard;

import dev.caravan.cli.dashboard.Snapshot.TopicFlow;
import dev.caravan.schemas.Topic;
import dev.caravan.schemas.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** Asks the broker how many records each topic has, how fast they come, and how many its reader has not taken. */
final class FlowProbe {
    /** Who reads what: the share groups of the services that lease work. */
    private static final Map<String, String> LEASED_BY =
            Map.of(Topics.REQUESTS.name(), "rollout-workers", Topics.COMPLETIONS.name(), "verifiers");
    /** Weight of the newest second in the shown rate. */
    private static final double SMOOTHING = 0.4;

    private final Admin admin;
    private final List<TopicPartition> partitions;
    private final Map<String, Long> previous = new HashMap<>();
    private final Map<String, Double> rates = new HashMap<>();
    private long previousNanos;

    FlowProbe(Admin admin) {
        this.admin = admin;
        this.partitions = Topics.all().stream().flatMap(FlowProbe::partitions).toList();
    }

    List<TopicFlow> measure(long nanos) throws ExecutionException, InterruptedException {
        Map<String, Long> ends = ends();
        double seconds = previousNanos == 0 ? 0 : (nanos - previousNanos) / 1e9;
        previousNanos = nanos;
        List<TopicFlow> flows = new ArrayList<>();
        for (Map.Entry<String, Long> end : ends.entrySet()) {
            String topic = end.getKey();
            flows.add(new TopicFlow(topic, end.getValue(), rate(topic, end.getValue(), seconds), lag(topic)));
        }
        return flows;
    }

    private double rate(String topic, long end, double seconds) {
        Long before = previous.put(topic, end);
        if (before == null || seconds <= 0) {
            return 0;
        }
        double now = (end - before) / seconds;
        double smoothed = SMOOTHING * now + (1 - SMOOTHING) * rates.getOrDefault(topic, now);
        rates.put(topic, smoothed < 0.05 ? 0 : smoothed);
        return rates.get(topic);
    }

    private Map<String, Long> ends() throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest =
                partitions.stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest()));
        return admin.listOffsets(latest).all().get().entrySet().stream()
                .collect(Collectors.groupingBy(e -> e.getKey().topic(), Collectors.summingLong(e -> e.getValue()
                        .offset())));
    }

    private long lag(String topic) throws ExecutionException, InterruptedException {
        String group = LEASED_BY.get(topic);
        if (group == null) {
            return 0;
        }
        try {
            return admin
                    .listShareGroupOffsets(Map.of(group, new ListShareGroupOffsetsSpec()))
                    .partitionsToOffsetInfo(group)
                    .get()
                    .values()
                    .stream()
                    .mapToLong(info -> info == null ? 0 : info.lag().orElse(0L))
                    .sum();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return 0; // nobody has leased from it yet
            }
            throw e;
        }
    }

    private static Stream<TopicPartition> partitions(Topic<?> topic) {
        return IntStream.range(0, topic.partitions()).mapToObj(i -> new TopicPartition(topic.name(), i));
    }
}
