package dev.caravan.cli.stack;

import dev.caravan.broker.EmbeddedKafka;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.service.Health;
import dev.caravan.runtime.service.Service;
import org.jspecify.annotations.Nullable;

/** The embedded broker as the first service of a process: once it has started, the topics are there. */
final class BrokerService implements Service {

    private final EmbeddedKafka broker;
    private final Kafka kafka;
    private volatile Health health = Health.starting("");

    BrokerService(EmbeddedKafka broker, Kafka kafka) {
        this.broker = broker;
        this.kafka = kafka;
    }

    @Override
    public String name() {
        return "broker";
    }

    @Override
    public void start() {
        broker.start();
        kafka.createTopics();
        health = Health.up(broker.bootstrap());
        broker.fault().whenComplete(this::onFault);
    }

    @Override
    public Health health() {
        return health;
    }

    @Override
    public void close() {
        broker.close();
    }

    private void onFault(@Nullable String fault, @Nullable Throwable error) {
        health = Health.down(fault != null ? fault : String.valueOf(error));
    }
}
