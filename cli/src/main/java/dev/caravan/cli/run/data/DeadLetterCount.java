package dev.caravan.cli.run.data;

import dev.caravan.cli.run.log.RunContext;
import dev.caravan.runtime.kafka.From;
import dev.caravan.runtime.kafka.LogReader;
import dev.caravan.runtime.kafka.Received;
import dev.caravan.schemas.DeadLetter;
import dev.caravan.schemas.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Counts what could not be used, so that it shows in the report. */
public final class DeadLetterCount {

    private static final Duration POLL = Duration.ofMillis(200);

    private DeadLetterCount() {}

    /** Dead letters since the run was submitted, by service. Services that do not know the run of a broken record name none; theirs count too. */
    public static Map<String, Integer> of(RunContext context) {
        Map<String, Integer> counts = new TreeMap<>();
        try (LogReader<DeadLetter> reader = context.kafka().reader(Topics.DEAD_LETTERS, From.BEGINNING)) {
            while (!reader.atEnd()) {
                for (Received<DeadLetter> record : reader.poll(POLL)) {
                    DeadLetter letter = record.value();
                    if (letter != null && belongs(letter, context)) {
                        counts.merge(letter.getService(), 1, Integer::sum);
                    }
                }
            }
        }
        return counts;
    }

    private static boolean belongs(DeadLetter letter, RunContext context) {
        return letter.getRun().equals(context.run())
                || (letter.getRun().isEmpty() && !letter.getAt().isBefore(context.submitted()));
    }
}
