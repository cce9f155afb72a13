package dev.caravan.curation.letters;

import dev.caravan.schemas.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;

/** How the values of a topic become bytes and back. */
@FunctionalInterface
public interface TopicSerdes {
    <V extends SpecificRecord> Serde<V> of(Topic<V> topic);
}
