package dev.caravan.cli.tap;

import dev.caravan.cli.stack.Home;
import dev.caravan.runtime.CaravanException;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.KafkaSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which broker a command reads from. */
public final class LogOptions {
    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "The broker (default: that of the process in --home).")
    @Nullable
    String bootstrap;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            defaultValue = ".caravan",
            description = "Home of a running `caravan up` or `caravan run` (default: ${DEFAULT-VALUE}).")
    Path home = Path.of(".caravan");

    /**
     * Connects to it.
     *
     * @throws CaravanException if none is named and none runs in the home
     */
    public Kafka connect() {
        String address = bootstrap != null
                ? bootstrap
                : Home.bootstrapOf(home)
                        .orElseThrow(() -> new CaravanException("no broker runs in " + home
                                + "; start one with: caravan up, or name one with --bootstrap HOST:PORT"));
        return new Kafka(new KafkaSettings(address));
    }
}
