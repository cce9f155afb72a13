package dev.caravan.cli.stack;

import dev.caravan.broker.EmbeddedKafka;
import dev.caravan.broker.Listener;
import dev.caravan.runtime.CaravanException;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.KafkaSettings;
import dev.caravan.runtime.registry.SchemaRegistryRoutes;
import dev.caravan.runtime.service.Routes;
import dev.caravan.runtime.service.Service;
import dev.caravan.runtime.service.ServiceHost;
import dev.caravan.verifier.VerifierService;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Services of this process, started; closing it stops them in reverse order. */
public final class Stack implements AutoCloseable {

    private final String bootstrap;
    private final Kafka kafka;
    private final ServiceHost host;

    private Stack(String bootstrap, Kafka kafka, ServiceHost host) {
        this.bootstrap = bootstrap;
        this.kafka = kafka;
        this.host = host;
    }

    /**
     * A broker with its data in the home, and services.
     *
     * @param listener where the broker listens
     * @param services which ones
     * @param more whatever else answers HTTP
     */
    public static Stack embedded(
            Home home, Listener listener, StackSettings settings, List<ServiceName> services, List<Routes> more) {
        EmbeddedKafka broker = new EmbeddedKafka(home.folder().resolve("kafka"), listener);
        home.announce(broker.bootstrap());
        Kafka kafka = new Kafka(new KafkaSettings(broker.bootstrap()));
        return start(broker.bootstrap(), kafka, List.of(new BrokerService(broker, kafka)), settings, services, more);
    }

    /** Services that use a broker elsewhere; the topics are made if they are not there. */
    public static Stack joined(String bootstrap, StackSettings settings, List<ServiceName> services) {
        Kafka kafka = new Kafka(new KafkaSettings(bootstrap));
        kafka.createTopics();
        return start(bootstrap, kafka, List.of(), settings, services, List.of());
    }

    private static Stack start(
            String bootstrap,
            Kafka kafka,
            List<Service> first,
            StackSettings settings,
            List<ServiceName> names,
            List<Routes> more) {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        List<Service> services = new ArrayList<>(first);
        names.forEach(name -> services.add(name.create(settings, kafka, meters)));
        List<Routes> routes = new ArrayList<>(more);
        routes.add(new SchemaRegistryRoutes(kafka.schemas()));
        for (Service service : services) {
            if (service instanceof VerifierService verifier) {
                routes.add(verifier.routes());
            } else if (service instanceof Routes itself) {
                routes.add(itself);
            }
        }
        return new Stack(bootstrap, kafka, new ServiceHost(settings.http(), meters, services, routes).start());
    }

    /** For clients beside the services. */
    public Kafka kafka() {
        return kafka;
    }

    /** Where the broker is. */
    public String bootstrap() {
        return bootstrap;
    }

    /** Where health, metrics and the live page are. */
    public URI address() {
        return host.address();
    }

    /**
     * Looks after the services.
     *
     * @throws CaravanException if one is down
     */
    public void check() {
        host.failure().ifPresent(failure -> {
            throw new CaravanException(failure + "; the log file has the cause");
        });
    }

    /** Waits for SIGTERM or a service that is down; returns the exit status. */
    public int awaitStop() {
        return host.awaitStop();
    }

    @Override
    public void close() {
        host.close();
        kafka.close();
    }
}
