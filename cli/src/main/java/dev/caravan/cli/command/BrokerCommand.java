package dev.caravan.cli.command;

import dev.caravan.cli.stack.Home;
import dev.caravan.cli.stack.Stack;
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
        description = "Runs the embedded broker alone, with Caravan's topics, for services in other processes.",
        footerHeading = "%nExamples:%n",
        footer = "  caravan broker --port 9092 --home /srv/caravan")
public final class BrokerCommand implements Callable<Integer> {

    @Mixin
    private HomeOptions home = new HomeOptions();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "9092",
            description = "Port to listen on (default: ${DEFAULT-VALUE}).")
    private int port;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (Home taken = home.take();
                Stack stack = Stack.embedded(taken, port, home.stack(List.of()), List.of(), List.of())) {
            out.println("broker " + Home.bootstrapOf(taken.folder()).orElse(""));
            out.flush();
            return stack.awaitStop();
        }
    }
}
