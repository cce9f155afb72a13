package dev.caravan.cli.rescore;

import dev.caravan.cli.Logging;
import dev.caravan.cli.tap.LogOptions;
import dev.caravan.cli.tap.Start;
import dev.caravan.runtime.kafka.From;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.settings.SettingsBinder;
import dev.caravan.schemas.Topics;
import dev.caravan.verifier.Judge;
import dev.caravan.verifier.JudgeSettings;
import dev.caravan.verifier.VerifierRegistry;
import dev.caravan.verifier.compare.Rescore;
import dev.caravan.verifier.compare.RescoreReport;
import dev.caravan.verifier.compare.SecondOpinion;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code caravan rescore}: what another verifier would have made of history. */
@Command(
        name = "rescore",
        mixinStandardHelpOptions = true,
        description = {
            "Judges the completions on the log again and prints where the verdicts differ,",
            "and what that would have done to the rewards and to the groups.",
            "Rewards that were given stay; the differences go to the topic disagreements."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  caravan rescore --verifier math@new --from 2026-01-31       the version that is installed now",
            "  caravan rescore --verifier math --option strict=true        the same verifier, told to be strict",
            "  caravan rescore --verifier math@2 --run quickstart-1        version 2, or an error if it is not the one here",
            "  caravan rescore --verifier math@new --plugin new-math.jar   another build of it, not installed yet",
            "  caravan rescore --verifier acme.math --live math --dry-run  another verifier in the place of math",
            "  caravan tap disagreements --from beginning --filter skill=sum"
        })
public final class RescoreCommand implements Callable<Integer> {

    @Option(
            names = "--verifier",
            required = true,
            paramLabel = "NAME",
            description = {
                "The verifier to ask. NAME@new, or NAME alone, is the version that is known here (that of --plugin,",
                "if given), whatever version history recorded; NAME@VERSION fails if it is another."
            })
    private String verifier = "";

    @Option(
            names = "--live",
            paramLabel = "NAME",
            description = "The verifier whose verdicts it is compared with (default: the one of that name).")
    @Nullable
    private String live;

    @Option(
            names = "--plugin",
            paramLabel = "PATH",
            description = "A plug-in, jar or folder, to take the verifier from instead of those installed.")
    @Nullable
    private Path plugin;

    @Option(
            names = "--option",
            paramLabel = "KEY=VALUE",
            description = "An option that differs from the prompts' own; may be repeated.")
    private Map<String, String> options = new LinkedHashMap<>();

    @Option(
            names = "--from",
            paramLabel = "WHERE",
            defaultValue = "beginning",
            description = "Where in the topic scores to start: " + Start.FORMS + " (default: ${DEFAULT-VALUE}).")
    private String from = "beginning";

    @Option(names = "--run", paramLabel = "RUN", description = "Only completions of this run (default: of all).")
    @Nullable
    private String run;

    @Option(
            names = "--examples",
            paramLabel = "N",
            defaultValue = "3",
            description = "Examples to print of each kind of change (default: ${DEFAULT-VALUE}).")
    private int examples = 3;

    @Option(names = "--dry-run", description = "Print only; write nothing to the topic disagreements.")
    private boolean dryRun;

    @Mixin
    private LogOptions log = new LogOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        From start = start();
        Logging.quiet();
        JudgeSettings settings = SettingsBinder.defaults(JudgeSettings.class);
        try (Judge judge = new Judge(registry(), settings, new SimpleMeterRegistry());
                Kafka kafka = log.connect()) {
            kafka.createTopics();
            String compared = live != null ? live : SecondOpinion.nameOf(verifier);
            SecondOpinion opinion = new SecondOpinion(judge, compared, verifier, options);
            RescoreReport report = new Rescore(kafka, opinion, start, Optional.ofNullable(run), !dryRun).run(examples);
            PrintWriter out = spec.commandLine().getOut();
            out.print(new RescoreText(compared, verifier, !dryRun).of(report));
            out.flush();
        }
        return 0;
    }

    /** The verifiers of the plug-in alone, so that it may bring another build of one that is installed. */
    private VerifierRegistry registry() {
        if (plugin == null) {
            return VerifierRegistry.discover();
        }
        VerifierRegistry registry = new VerifierRegistry(List.of());
        registry.load(plugin);
        return registry;
    }

    private From start() {
        try {
            return Start.parse(from, Topics.SCORES, Instant.now());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
    }
}
