package dev.caravan.cli.command;

import dev.caravan.broker.Listener;
import dev.caravan.cli.Logging;
import dev.caravan.cli.progress.Progress;
import dev.caravan.cli.progress.Terminal;
import dev.caravan.cli.recipe.RecipeFile;
import dev.caravan.cli.recipe.RecipeOptions;
import dev.caravan.cli.report.Report;
import dev.caravan.cli.report.Summary;
import dev.caravan.cli.run.Director;
import dev.caravan.cli.run.log.Vitals;
import dev.caravan.cli.stack.Home;
import dev.caravan.cli.stack.ServiceName;
import dev.caravan.cli.stack.Stack;
import dev.caravan.runtime.CaravanException;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.KafkaSettings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code caravan run}: a recipe from its data to the final model. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a recipe to its end.",
            "Ingests and curates its data, then runs each stage and measures the model after it.",
            "Without --bootstrap a broker and all services run in this process."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  caravan run recipes/quickstart.yaml --report report.json",
            "  caravan run recipes/quickstart.yaml --set seed=2 --set stages[2].settings.steps=20",
            "  caravan run recipes/gsm8k-smoke.yaml --data /srv/data",
            "  caravan run recipes/quickstart.yaml --resume",
            "  caravan run recipes/quickstart.yaml --bootstrap broker:9092"
        })
public final class RunCommand implements Callable<Integer> {

    @Mixin
    private RecipeOptions recipe = new RecipeOptions();

    @Mixin
    private HomeOptions home = new HomeOptions();

    @Option(names = "--report", paramLabel = "FILE", description = "Writes the outcome as JSON too.")
    private @Nullable Path report;

    @Option(names = "--resume", description = "Goes on with this recipe's newest unfinished run.")
    private boolean resume;

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "Broker of services that run elsewhere; this process then only directs.")
    private @Nullable String bootstrap;

    @Override
    public Integer call() throws IOException {
        RecipeFile file = recipe.load();
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        Terminal terminal = Terminal.of(System.getenv());
        Report done;
        try (Progress progress = Progress.on(terminal, out);
                Interruption interruption = new Interruption(out, file.file(), progress)) {
            try {
                done = bootstrap == null ? here(file, progress) : elsewhere(file, progress, bootstrap);
            } catch (CaravanException e) {
                if (interruption.happened()) {
                    return Interruption.STATUS;
                }
                throw e;
            }
        }
        new Summary(done, terminal).print(out);
        if (report != null) {
            done.write(report);
        }
        return 0;
    }

    private Report here(RecipeFile file, Progress progress) {
        // Whoever resumes a run asks the learner again for the stage that was cut off.
        List<String> own = List.of("learner.resume_at_start=false");
        progress.begin("start");
        try (Home taken = home.take();
                Stack stack = Stack.embedded(
                        taken, Listener.loopback(0), home.stack(own), List.of(ServiceName.values()), List.of())) {
            progress.done("live page " + stack.address());
            return new Director(stack.kafka(), taken.folder(), progress, stack::check)
                    .run(file, recipe.dataRoot(), resume);
        }
    }

    private Report elsewhere(RecipeFile file, Progress progress, String broker) {
        Logging.quiet();
        // Before anything else: the end of a long run is no time to find that its model cannot be kept.
        Path folder = Home.use(home.home);
        try (Kafka kafka = new Kafka(new KafkaSettings(broker))) {
            kafka.createTopics();
            return new Director(kafka, folder, progress, Vitals.ELSEWHERE).run(file, recipe.dataRoot(), resume);
        }
    }
}
