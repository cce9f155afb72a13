package dev.caravan.cli.command;

import dev.caravan.broker.Listener;
import dev.caravan.cli.Logging;
import dev.caravan.cli.progress.Progress;
import dev.caravan.cli.progress.Terminal;
import dev.caravan.cli.recipe.RecipeFile;
import dev.caravan.cli.recipe.RecipeOptions;
import dev.caravan.cli.report.CurationSummary;
import dev.caravan.cli.run.DataOnly;
import dev.caravan.cli.run.log.Vitals;
import dev.caravan.cli.stack.Home;
import dev.caravan.cli.stack.ServiceName;
import dev.caravan.cli.stack.Stack;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.KafkaSettings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code caravan ingest}: a recipe's data through curation, without training. */
@Command(
        name = "ingest",
        mixinStandardHelpOptions = true,
        description = {
            "Puts a recipe's data on the log and waits for curation's verdicts.",
            "To see what would be kept, and why the rest is dropped, before anything is trained on it."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  caravan ingest recipes/gsm8k-smoke.yaml --data /srv/data",
            "  caravan ingest my-recipe.yaml --bootstrap broker:9092"
        })
public final class IngestCommand implements Callable<Integer> {

    @Mixin
    private RecipeOptions recipe = new RecipeOptions();

    @Mixin
    private HomeOptions home = new HomeOptions();

    @Option(names = "--bootstrap", paramLabel = "HOST:PORT", description = "Broker of services that run elsewhere.")
    private @Nullable String bootstrap;

    @Override
    public Integer call() {
        RecipeFile file = recipe.load();
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        try (Progress progress = Progress.on(Terminal.of(System.getenv()), out)) {
            CurationSummary summary = bootstrap == null ? here(file, progress) : elsewhere(file, progress, bootstrap);
            summary.decontaminated().forEach(example -> progress.say("decontaminated " + example));
        }
        return 0;
    }

    private CurationSummary here(RecipeFile file, Progress progress) {
        try (Home taken = home.take();
                Stack stack = Stack.embedded(
                        taken,
                        Listener.loopback(0),
                        home.stack(List.of()),
                        List.of(ServiceName.CURATION_STREAMS),
                        List.of())) {
            return new DataOnly(stack.kafka(), taken.folder(), progress, stack::check).run(file, recipe.dataRoot());
        }
    }

    private CurationSummary elsewhere(RecipeFile file, Progress progress, String broker) {
        Logging.quiet();
        try (Kafka kafka = new Kafka(new KafkaSettings(broker))) {
            return new DataOnly(kafka, home.home, progress, Vitals.ELSEWHERE).run(file, recipe.dataRoot());
        }
    }
}
