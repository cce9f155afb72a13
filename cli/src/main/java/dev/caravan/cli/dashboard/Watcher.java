package dev.caravan.cli.dashboard;

import dev.caravan.runtime.kafka.From;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.LogReader;
import dev.caravan.runtime.kafka.Received;
import dev.caravan.schemas.Evaluation;
import dev.caravan.schemas.Metric;
import dev.caravan.schemas.RunEvent;
import dev.caravan.schemas.Scored;
import dev.caravan.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/** Reads what the page shows and folds it into a {@link RunView}. Confined to one thread. */
final class Watcher implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMillis(20);
    /** A stream that never pauses must not keep the page from being drawn. */
    private static final int MOST_POLLS = 20;

    private final LogReader<RunEvent> runs;
    private final LogReader<Evaluation> evaluations;
    private final LogReader<Metric> metrics;
    private final LogReader<Scored> scores;
    private final FlowProbe probe;
    private final RunView view = new RunView();

    Watcher(Kafka kafka) {
        // Runs and evaluations are few and tell the whole story; the rest is only of interest as it happens.
        runs = kafka.reader(Topics.RUNS, From.BEGINNING);
        evaluations = kafka.reader(Topics.EVALUATIONS, From.BEGINNING);
        metrics = kafka.reader(Topics.METRICS, From.END);
        scores = kafka.reader(Topics.SCORES, From.END);
        probe = new FlowProbe(kafka.admin());
    }

    /** Takes in what is new. Runs come first: they say whose evaluations and scores are of interest. */
    Snapshot look() throws ExecutionException, InterruptedException {
        drain(runs, view::on);
        drain(evaluations, view::on);
        drain(metrics, view::on);
        drain(scores, view::on);
        List<Snapshot.TopicFlow> flows = probe.measure(System.nanoTime());
        long deadLetters = flows.stream()
                .filter(flow -> flow.name().equals(Topics.DEAD_LETTERS.name()))
                .mapToLong(Snapshot.TopicFlow::records)
                .sum();
        return view.snapshot(flows, deadLetters, Instant.now());
    }

    @Override
    public void close() {
        runs.close();
        evaluations.close();
        metrics.close();
        scores.close();
    }

    private static <V extends SpecificRecord> void drain(LogReader<V> reader, Consumer<V> into) {
        for (int polls = 0; polls < MOST_POLLS; polls++) {
            List<Received<V>> records = reader.poll(PATIENCE);
            if (records.isEmpty()) {
                return;
            }
            for (Received<V> record : records) {
                V value = record.value();
                if (value != null) {
                    into.accept(value);
                }
            }
        }
    }
}
