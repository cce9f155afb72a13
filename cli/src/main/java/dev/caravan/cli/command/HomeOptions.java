package dev.caravan.cli.command;

import dev.caravan.cli.Logging;
import dev.caravan.cli.stack.Home;
import dev.caravan.cli.stack.StackSettings;
import dev.caravan.runtime.settings.SettingsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a process keeps its files, and what its services are told. */
final class HomeOptions {

    @Option(
            names = {"--home", "--data-dir"},
            paramLabel = "DIR",
            defaultValue = ".caravan",
            description = "Where everything is kept: the broker's log, runs, models (default: ${DEFAULT-VALUE}).")
    Path home = Path.of(".caravan");

    @Option(names = "--settings", paramLabel = "FILE", description = "YAML file with settings of the services.")
    @Nullable
    Path settings;

    @Option(
            names = "--service-set",
            paramLabel = "KEY=VALUE",
            description = "A setting of a service, such as learner.checkpoint_every=5; may be repeated.")
    List<String> overrides = new ArrayList<>();

    @Option(
            names = "--http",
            paramLabel = "HOST:PORT",
            description = "Where to answer health, metrics and the live page (default: a free port on 127.0.0.1).")
    @Nullable
    String http;

    /** Takes the home; from then on logs go there, or to standard output as JSON where CARAVAN_LOG=json. */
    Home take() {
        Home taken = Home.take(home);
        startLogging();
        return taken;
    }

    void startLogging() {
        if ("json".equals(System.getenv("CARAVAN_LOG"))) {
            Logging.toJson();
        } else {
            Logging.toFile(home.resolve("caravan.log"));
        }
    }

    /** The services' settings; {@code more} overrides the defaults and is overridden by the command line. */
    StackSettings stack(List<String> more) {
        List<String> all = new ArrayList<>(more);
        if (http != null) {
            int colon = http.lastIndexOf(':');
            if (colon < 1) {
                throw new SettingsException("--http must be HOST:PORT, got " + http);
            }
            all.add("http.host=" + http.substring(0, colon));
            all.add("http.port=" + http.substring(colon + 1));
        }
        all.addAll(overrides);
        return StackSettings.of(home, Optional.ofNullable(settings), all);
    }
}
