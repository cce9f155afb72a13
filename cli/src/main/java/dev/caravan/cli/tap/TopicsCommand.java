package dev.caravan.cli.tap;

import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.schemas.Topic;
import dev.caravan.schemas.Topics;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code caravan topics}: what there is to tap. */
@Command(
        name = "topics",
        mixinStandardHelpOptions = true,
        description = "Lists the topics: what they carry, how they are kept, and how many records they have.",
        footerHeading = "%nExamples:%n",
        footer = {"  caravan topics", "  caravan topics --bootstrap broker:9092"})
public final class TopicsCommand implements Callable<Integer> {
    @Mixin
    private LogOptions log = new LogOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        String row = "%-15s %-15s %-22s %10s  %-8s %s%n";
        try (Kafka kafka = log.connect()) {
            out.printf(row, "topic", "record", "key", "records", "cleanup", "partitions");
            for (Topic<?> topic : Topics.all()) {
                long records = kafka.endOffsets(topic).values().stream()
                        .mapToLong(Long::longValue)
                        .sum();
                out.printf(
                        row,
                        topic.name(),
                        topic.type().getSimpleName(),
                        topic.key(),
                        String.format(Locale.ROOT, "%,d", records),
                        topic.cleanup().name().toLowerCase(Locale.ROOT),
                        topic.partitions());
            }
        }
        out.flush();
        return 0;
    }
}
