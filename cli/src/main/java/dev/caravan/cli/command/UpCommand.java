package dev.caravan.cli.command;

import dev.caravan.broker.Listener;
import dev.caravan.cli.stack.Home;
import dev.caravan.cli.stack.ServiceName;
import dev.caravan.cli.stack.Stack;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code caravan up}: broker and services without a recipe. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
            "Starts a broker and all services, without a recipe.",
            "To look around, to ingest, or for recipes that are submitted with",
            "caravan run RECIPE --bootstrap HOST:PORT."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  caravan up",
            "  caravan up --port 9092 --http 127.0.0.1:8080",
            "  caravan tap scores --from beginning      in another terminal"
        })
public final class UpCommand implements Callable<Integer> {

    @Mixin
    private HomeOptions home = new HomeOptions();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "The broker's port (default: a free one).")
    private int port;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (Home taken = home.take();
                Stack stack = Stack.embedded(
                        taken,
                        Listener.loopback(port),
                        home.stack(List.of()),
                        List.of(ServiceName.values()),
                        List.of())) {
            out.println("broker    " + stack.bootstrap());
            out.println("live page " + stack.address());
            out.println("Ctrl-C stops");
            out.flush();
            return stack.awaitStop();
        }
    }
}
