package dev.caravan.cli.tap;

import dev.caravan.runtime.kafka.From;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.settings.Nearest;
import dev.caravan.schemas.Topic;
import dev.caravan.schemas.Topics;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code caravan tap}: watch a topic. */
@Command(
        name = "tap",
        mixinStandardHelpOptions = true,
        description = "Prints the records of a topic as they come, decoded, one JSON object a line.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  caravan tap scores                                          every completion with its verdicts, live",
            "  caravan tap scores --from beginning --filter skill=sum --limit 5",
            "  caravan tap curated --from beginning --filter decision=DROP --until-end",
            "  caravan tap disagreements --from 2h                         where verifiers did not say the same, since then",
            "  caravan tap dead-letters --from beginning --until-end | jq .value.reason"
        })
public final class TapCommand implements Callable<Integer> {
    @Parameters(paramLabel = "TOPIC", description = "Topic to watch; `caravan topics` lists them.")
    private String topic = "";

    @Option(
            names = "--from",
            paramLabel = "WHERE",
            defaultValue = "end",
            description = Start.FORMS + " (default: ${DEFAULT-VALUE}).")
    private String from = "end";

    @Option(
            names = "--filter",
            paramLabel = "FIELD=VALUE",
            description = "Only records where a field has a value (!= for has not); may be repeated, all must hold.")
    private List<String> filters = new ArrayList<>();

    @Option(names = "--limit", paramLabel = "N", description = "Stop after so many records.")
    private long limit;

    @Option(names = "--until-end", description = "Stop at the end of the log instead of waiting for more.")
    private boolean untilEnd;

    @Mixin
    private LogOptions log = new LogOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Topic<?> watched = topic();
        Tap tap = new Tap(start(watched), conditions(), limit, !untilEnd);
        try (Kafka kafka = log.connect()) {
            tap.run(kafka, watched, new PrintStream(System.out, false, java.nio.charset.StandardCharsets.UTF_8));
        }
        return 0;
    }

    private Topic<?> topic() {
        List<String> names = Topics.all().stream().map(Topic::name).collect(Collectors.toList());
        return Topics.all().stream()
                .filter(candidate -> candidate.name().equals(topic))
                .findFirst()
                .orElseThrow(() -> wrong("there is no topic " + topic
                        + Nearest.to(topic, names)
                                .map(near -> "; did you mean " + near + "?")
                                .orElse("; there are " + String.join(", ", names))));
    }

    private From start(Topic<?> watched) {
        try {
            return Start.parse(from, watched, Instant.now());
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private List<Filter> conditions() {
        try {
            return filters.stream().map(Filter::parse).toList();
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }
}
