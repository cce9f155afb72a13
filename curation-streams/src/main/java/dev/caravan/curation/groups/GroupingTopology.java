package dev.caravan.curation.groups;

import dev.caravan.curation.letters.TopicSerdes;
import dev.caravan.schemas.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/**
 * {@code scores} to {@code groups} and {@code preferences}; what cannot be taken goes to {@code dead-letters}. Groups that verifiers of whole
 * groups have yet to judge go to {@code group-checks} and come back on {@code group-scores}.
 */
public final class GroupingTopology {

    /** Application id, and the service's name on dead letters. */
    public static final String APPLICATION = "grouping";

    static final String SCORES_SOURCE = "scores-source";
    static final String GROUP_SCORES_SOURCE = "group-scores-source";
    static final String ASSEMBLER = "group-assembler";
    static final String GROUPS_SINK = "groups-sink";
    static final String GROUP_CHECKS_SINK = "group-checks-sink";
    static final String PREFERENCES_SINK = "preferences-sink";
    static final String DEAD_LETTERS_SINK = "dead-letters-sink";
    static final String ARRIVED_STORE = "arrived-completions";
    static final String ASKED_STORE = "asked-groups";
    static final String RELEASED_STORE = "released-groups";

    private GroupingTopology() {}

    public static Topology build(GroupingSettings settings, TopicSerdes serdes, MeterRegistry registry) {
        Serde<String> key = Serdes.String();
        GroupingMeters meters = new GroupingMeters(registry);
        Duration memory = settings.memory();
        Topology topology = new Topology();
        topology.addSource(
                SCORES_SOURCE, key.deserializer(), serdes.of(Topics.SCORES).deserializer(), Topics.SCORES.name());
        topology.addSource(
                GROUP_SCORES_SOURCE,
                key.deserializer(),
                serdes.of(Topics.GROUP_SCORES).deserializer(),
                Topics.GROUP_SCORES.name());
        topology.addProcessor(
                ASSEMBLER, () -> new GroupAssembler(settings, meters), SCORES_SOURCE, GROUP_SCORES_SOURCE);
        topology.addStateStore(
                Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(ARRIVED_STORE), key, serdes.of(Topics.SCORES)),
                ASSEMBLER);
        topology.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(ASKED_STORE), key, Serdes.Long()),
                ASSEMBLER);
        topology.addStateStore(
                Stores.windowStoreBuilder(
                        Stores.persistentWindowStore(RELEASED_STORE, memory, Duration.ofMillis(1), false),
                        key,
                        Serdes.Long()),
                ASSEMBLER);
        topology.addSink(
                GROUPS_SINK,
                Topics.GROUPS.name(),
                key.serializer(),
                serdes.of(Topics.GROUPS).serializer(),
                ASSEMBLER);
        topology.addSink(
                GROUP_CHECKS_SINK,
                Topics.GROUP_CHECKS.name(),
                key.serializer(),
                serdes.of(Topics.GROUP_CHECKS).serializer(),
                ASSEMBLER);
        topology.addSink(
                PREFERENCES_SINK,
                Topics.PREFERENCES.name(),
                key.serializer(),
                serdes.of(Topics.PREFERENCES).serializer(),
                ASSEMBLER);
        topology.addSink(
                DEAD_LETTERS_SINK,
                Topics.DEAD_LETTERS.name(),
                key.serializer(),
                serdes.of(Topics.DEAD_LETTERS).serializer(),
                ASSEMBLER);
        return topology;
    }
}
