package dev.caravan.runtime.kafka;

import dev.caravan.runtime.settings.Default;
import dev.caravan.runtime.settings.Doc;
import java.util.Map;

/**
 * Where the broker is.
 *
 * @param bootstrap {@code host:port}, several separated by commas
 * @param client client properties that every client takes as they are (security, say); they win over ours
 */
public record KafkaSettings(
        @Doc("host:port of the brokers, joined by commas") String bootstrap,
        @Default("{}") @Doc("properties for every Kafka client, as Kafka names them") Map<String, String> client) {
    public KafkaSettings {
        if (!bootstrap.matches("[^\\s,]+:\\d+(,[^\\s,]+:\\d+)*")) {
            throw new IllegalArgumentException("bootstrap must be host:port[,host:port...]: '" + bootstrap + "'");
        }
        client = Map.copyOf(client);
    }

    /** Settings for a broker that asks for no security. */
    public KafkaSettings(String bootstrap) {
        this(bootstrap, Map.of());
    }
}
