package dev.caravan.verifier.lease;

import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.WorkQueue;
import dev.caravan.runtime.kafka.WorkSettings;
import dev.caravan.schemas.Topic;
import org.apache.avro.specific.SpecificRecord;

/**
 * Where work is leased.
 *
 * @param group share group; also the name of the loop's thread and of its suspects
 * @param live whether a group that is new starts with what is written from now on, and not at the topic's beginning
 */
public record Source<V extends SpecificRecord>(Topic<V> topic, String group, WorkSettings work, boolean live) {

    WorkQueue<V> open(Kafka kafka) {
        return live ? kafka.liveQueue(topic, group, work) : kafka.queue(topic, group, work);
    }
}
