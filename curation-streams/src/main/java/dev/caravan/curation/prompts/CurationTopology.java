package dev.caravan.curation.prompts;

import dev.caravan.curation.letters.TopicSerdes;
import dev.caravan.schemas.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/**
 * {@code prompts} and {@code benchmarks} to {@code curated} and {@code demonstrations}; what cannot be taken goes to
 * {@code dead-letters}. Every record on {@code prompts} gives at least one record on {@code curated} or {@code
 * dead-letters}.
 */
public final class CurationTopology {

    /** Application id, and the service's name on dead letters. */
    public static final String APPLICATION = "curation";

    static final String PROMPTS_SOURCE = "prompts-source";
    static final String BENCHMARKS_SOURCE = "benchmarks-source";
    static final String CURATOR = "curator";
    static final String CURATED_SINK = "curated-sink";
    static final String DEMONSTRATIONS_SINK = "demonstrations-sink";
    static final String DEAD_LETTERS_SINK = "dead-letters-sink";
    static final String VERDICTS_STORE = "verdicts";
    static final String ITEMS_STORE = "benchmark-items";

    private CurationTopology() {}

    public static Topology build(CurationPolicy policy, TopicSerdes serdes, MeterRegistry registry) {
        Serde<String> key = Serdes.String();
        CurationMeters meters = new CurationMeters(registry);
        Topology topology = new Topology();
        topology.addSource(
                PROMPTS_SOURCE, key.deserializer(), serdes.of(Topics.PROMPTS).deserializer(), Topics.PROMPTS.name());
        topology.addSource(
                BENCHMARKS_SOURCE,
                key.deserializer(),
                serdes.of(Topics.BENCHMARKS).deserializer(),
                Topics.BENCHMARKS.name());
        topology.addProcessor(CURATOR, () -> new CurateProcessor(policy, meters), PROMPTS_SOURCE, BENCHMARKS_SOURCE);
        topology.addStateStore(
                Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(VERDICTS_STORE), key, serdes.of(Topics.CURATED)),
                CURATOR);
        topology.addStateStore(
                Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(ITEMS_STORE), key, serdes.of(Topics.BENCHMARKS)),
                CURATOR);
        topology.addSink(
                CURATED_SINK,
                Topics.CURATED.name(),
                key.serializer(),
                serdes.of(Topics.CURATED).serializer(),
                CURATOR);
        topology.addSink(
                DEMONSTRATIONS_SINK,
                Topics.DEMONSTRATIONS.name(),
                key.serializer(),
                serdes.of(Topics.DEMONSTRATIONS).serializer(),
                CURATOR);
        topology.addSink(
                DEAD_LETTERS_SINK,
                Topics.DEAD_LETTERS.name(),
                key.serializer(),
                serdes.of(Topics.DEAD_LETTERS).serializer(),
                CURATOR);
        return topology;
    }
}
