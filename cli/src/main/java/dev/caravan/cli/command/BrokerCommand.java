package dev.caravan.cli.command;

import dev.caravan.broker.Listener;
import dev.caravan.cli.stack.Home;
import dev.caravan.cli.stack.Stack;
import dev.caravan.runtime.settings.SettingsException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code caravan broker}: the broker alone. */
@Command(
        name = "broker",
        mixinStandardHelpOptions = true,
        description = {"Runs the embedded broker alone.", "With Caravan's topics, for services in other processes."},
        footerHeading = "%nExamples:%n",
        footer = {
            "  caravan broker --listen 127.0.0.1:9092 --home /srv/caravan",
            "  caravan broker --listen 0.0.0.0:9092 --advertise broker:9092 --home /data"
        })
public final class BrokerCommand implements Callable<Integer> {

    @Mixin
    private HomeOptions home = new HomeOptions();

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:9092",
            description = "Where to listen; port 0 for a free one (default: ${DEFAULT-VALUE}).")
    private String listen = "127.0.0.1:9092";

    @Option(
            names = "--advertise",
            paramLabel = "HOST:PORT",
            defaultValue = "",
            description = "Address that clients reach it under, where that is another one.")
    private String advertise = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Listener listener = listener();
        PrintWriter out = spec.commandLine().getOut();
        try (Home taken = home.take();
                Stack stack = Stack.embedded(taken, listener, home.stack(List.of()), List.of(), List.of())) {
            out.println("broker " + stack.bootstrap());
            out.flush();
            return stack.awaitStop();
        }
    }

    private Listener listener() {
        int colon = listen.lastIndexOf(':');
        if (colon < 1 || !listen.substring(colon + 1).matches("\\d{1,5}")) {
            throw new SettingsException("--listen must be HOST:PORT, got " + listen);
        }
        try {
            return new Listener(listen.substring(0, colon), Integer.parseInt(listen.substring(colon + 1)), advertise);
        } catch (IllegalArgumentException e) {
            throw new SettingsException("--listen and --advertise: " + e.getMessage(), e);
        }
    }
}
