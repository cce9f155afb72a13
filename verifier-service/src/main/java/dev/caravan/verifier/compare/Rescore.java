package dev.caravan.verifier.compare;

import dev.caravan.runtime.kafka.EventWriter;
import dev.caravan.runtime.kafka.From;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.LogReader;
import dev.caravan.runtime.kafka.Received;
import dev.caravan.schemas.Disagreement;
import dev.caravan.schemas.Occasion;
import dev.caravan.schemas.Scored;
import dev.caravan.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Scores history again: reads {@code scores} up to where they end when it begins, asks for a second opinion on each completion and writes the
 * disagreements to their topic. Rewards that were given stay as they are.
 */
public final class Rescore {

    private static final int IN_FLIGHT = 1000;
    private static final Duration POLL = Duration.ofMillis(200);

    private final Kafka kafka;
    private final SecondOpinion opinion;
    private final From from;
    private final Optional<String> run;
    private final boolean publish;

    /**
     * @param run to look at; all if empty
     * @param publish whether disagreements go to their topic
     */
    public Rescore(Kafka kafka, SecondOpinion opinion, From from, Optional<String> run, boolean publish) {
        this.kafka = kafka;
        this.opinion = opinion;
        this.from = from;
        this.run = run;
        this.publish = publish;
    }

    /**
     * Scores everything.
     *
     * @param examples disagreements to keep of each kind of change
     * @throws dev.caravan.runtime.CaravanException if the log cannot be read or written
     */
    public RescoreReport run(int examples) {
        Map<Integer, Long> ends = kafka.endOffsets(Topics.SCORES);
        RescoreReport.Builder report = new RescoreReport.Builder(examples);
        Deque<CompletableFuture<Comparison>> pending = new ArrayDeque<>();
        try (LogReader<Scored> reader = kafka.reader(Topics.SCORES, from);
                EventWriter writer = kafka.writer("rescore")) {
            while (!reached(reader.positions(), ends)) {
                for (Received<Scored> received : reader.poll(POLL)) {
                    Scored scored = received.value();
                    if (scored == null
                            || received.offset() >= ends.getOrDefault(received.partition(), 0L)
                            || !ours(scored)
                            || !report.isFirst(scored)) {
                        continue;
                    }
                    pending.add(opinion.on(scored));
                    if (pending.size() >= IN_FLIGHT) {
                        conclude(pending.remove(), report, writer);
                    }
                }
            }
            while (!pending.isEmpty()) {
                conclude(pending.remove(), report, writer);
            }
            writer.flush();
        }
        return report.build();
    }

    private boolean ours(Scored scored) {
        return run.map(scored.getCompletion().getRun()::equals).orElse(true) && opinion.concerns(scored);
    }

    private void conclude(CompletableFuture<Comparison> pending, RescoreReport.Builder report, EventWriter writer) {
        Comparison comparison = pending.join();
        List<Disagreement> disagreements = comparison.disagreements(Occasion.RESCORE, Instant.now());
        report.add(comparison, disagreements);
        if (publish) {
            disagreements.forEach(each -> writer.send(Topics.DISAGREEMENTS, each.getGroupId(), each));
        }
    }

    private static boolean reached(Map<Integer, Long> positions, Map<Integer, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }
}
