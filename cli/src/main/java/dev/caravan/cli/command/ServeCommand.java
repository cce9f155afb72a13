package dev.caravan.cli.command;

import dev.caravan.cli.stack.ServiceName;
import dev.caravan.cli.stack.Stack;
import dev.caravan.runtime.settings.Nearest;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code caravan serve}: one service, as a container runs it. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Runs one service against a broker elsewhere.",
            "Until it is told to stop or cannot work; a container runs this."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  caravan serve rollout-workers --bootstrap broker:9092",
            "  caravan serve learner --bootstrap broker:9092 --http 127.0.0.1:8080 --home /data",
            "  caravan serve verifier-service --bootstrap broker:9092 --http 0.0.0.0:8080 \\",
            "      --service-set http.token_file=/run/secrets/caravan-token"
        })
public final class ServeCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "SERVICE",
            description = "curation-streams, verifier-service, rollout-workers, learner or dashboard.")
    private String service = "";

    @Option(names = "--bootstrap", required = true, paramLabel = "HOST:PORT", description = "The broker.")
    private String bootstrap = "";

    @Mixin
    private HomeOptions home = new HomeOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        ServiceName name = ServiceName.of(service).orElseThrow(this::unknown);
        home.startLogging();
        try (Stack stack = Stack.joined(bootstrap, home.stack(List.of()), List.of(name))) {
            return stack.awaitStop();
        }
    }

    private ParameterException unknown() {
        return new ParameterException(
                spec.commandLine(),
                "unknown service " + service
                        + Nearest.to(service, ServiceName.labels())
                                .map(near -> "; did you mean " + near + "?")
                                .orElse("; there are " + String.join(", ", ServiceName.labels())));
    }
}
