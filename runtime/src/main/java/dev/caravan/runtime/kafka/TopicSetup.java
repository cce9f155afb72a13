package dev.caravan.runtime.kafka;

import dev.caravan.runtime.CaravanException;
import dev.caravan.runtime.RetriableException;
import dev.caravan.runtime.registry.SchemaLog;
import dev.caravan.schemas.Topic;
import dev.caravan.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/** What Caravan asks of a cluster: its topics, its share groups' configuration, where logs end. */
final class TopicSetup {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Admin admin;

    TopicSetup(Admin admin) {
        this.admin = admin;
    }

    /**
     * Creates the topics that are missing; those that exist keep their configuration, which is their operator's.
     *
     * @throws CaravanException if a topic exists with other partitions than the catalogue says, since co-partitioning would break
     */
    void createMissing() {
        Set<String> existing = get("listing the topics", admin.listTopics().names());
        List<NewTopic> missing = new ArrayList<>();
        for (Topic<?> topic : Topics.all()) {
            if (!existing.contains(topic.name())) {
                missing.add(newTopic(topic.name(), topic.partitions(), topic.config()));
            }
        }
        if (!existing.contains(SchemaLog.TOPIC)) {
            missing.add(newTopic(SchemaLog.TOPIC, 1, Map.of("cleanup.policy", "compact")));
        }
        admin.createTopics(missing).values().forEach((name, created) -> {
            try {
                get("creating topic " + name, created);
            } catch (CaravanException e) {
                // Another process was quicker.
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        });
        checkPartitions();
    }

    /**
     * Work is committed records only, and comes back {@code lock} after its holder is gone.
     *
     * @param start where a new group starts: {@code earliest} or {@code latest}
     */
    void configureShareGroup(String group, WorkSettings settings, String start) {
        // Two deliveries more than we give to a worker: the broker drops a record at its limit without a word, we
        // dead-letter it first.
        Map<String, String> config = Map.of(
                "share.auto.offset.reset",
                start,
                "share.isolation.level",
                "read_committed",
                "share.record.lock.duration.ms",
                Long.toString(settings.lock().toMillis()),
                "share.delivery.count.limit",
                Integer.toString(settings.attempts() + 2));
        Collection<AlterConfigOp> ops = config.entrySet().stream()
                .map(e -> new AlterConfigOp(new ConfigEntry(e.getKey(), e.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        ConfigResource resource = new ConfigResource(ConfigResource.Type.GROUP, group);
        get(
                "configuring share group " + group,
                admin.incrementalAlterConfigs(Map.of(resource, ops)).all());
    }

    Map<Integer, Long> endOffsets(String topic) {
        Map<String, TopicDescription> descriptions = get(
                "describing topic " + topic,
                admin.describeTopics(List.of(topic)).allTopicNames());
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        descriptions.values().stream()
                .flatMap(description -> description.partitions().stream())
                .forEach(p -> wanted.put(new TopicPartition(topic, p.partition()), OffsetSpec.latest()));
        Map<Integer, Long> ends = new TreeMap<>();
        get(
                        "reading the end of topic " + topic,
                        admin.listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                                .all())
                .forEach((partition, info) -> ends.put(partition.partition(), info.offset()));
        return ends;
    }

    private void checkPartitions() {
        Map<String, TopicDescription> found =
                describe(Topics.all().stream().map(Topic::name).toList());
        for (Topic<?> topic : Topics.all()) {
            TopicDescription description = found.get(topic.name());
            int partitions = description == null ? 0 : description.partitions().size();
            if (partitions != topic.partitions()) {
                throw new CaravanException("topic " + topic.name() + " has " + partitions + " partitions and needs "
                        + topic.partitions() + "; delete it or use another cluster");
            }
        }
    }

    /** A broker hears of a topic a moment after the controller has made it. */
    private Map<String, TopicDescription> describe(List<String> names) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return get("describing the topics", admin.describeTopics(names).allTopicNames());
            } catch (RetriableException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private static NewTopic newTopic(String name, int partitions, Map<String, String> config) {
        return new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(config);
    }

    private static <T> T get(String what, KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            String message = what + " failed: " + cause;
            if (cause instanceof org.apache.kafka.common.errors.RetriableException) {
                throw new RetriableException(message, cause);
            }
            throw new CaravanException(message, cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CaravanException("interrupted while " + what, e);
        }
    }
}
