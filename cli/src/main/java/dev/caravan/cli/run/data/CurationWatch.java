package dev.caravan.cli.run.data;

import dev.caravan.cli.report.CurationSummary;
import dev.caravan.cli.run.log.RunContext;
import dev.caravan.runtime.kafka.From;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.LogReader;
import dev.caravan.runtime.kafka.Received;
import dev.caravan.schemas.Curated;
import dev.caravan.schemas.DeadLetter;
import dev.caravan.schemas.Decision;
import dev.caravan.schemas.Prompt;
import dev.caravan.schemas.Signal;
import dev.caravan.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Waits until curation has said something about every prompt of a run, and keeps the newest verdict of each. */
public final class CurationWatch {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int EXAMPLES = 10;
    private static final String CONTAMINATION = "contamination";

    private final RunContext context;
    private final Set<String> open;
    private final Map<String, Curated> verdicts = new TreeMap<>();

    private CurationWatch(RunContext context, Set<String> promptIds) {
        this.context = context;
        this.open = new HashSet<>(promptIds);
    }

    /** Returns when every prompt has a verdict or a dead letter. */
    public static CurationWatch await(RunContext context, Set<String> promptIds) {
        CurationWatch watch = new CurationWatch(context, promptIds);
        watch.follow(promptIds);
        return watch;
    }

    /** The prompts that a stage may use, in the order of their ids. */
    public List<Prompt> kept(String stage) {
        return verdicts.values().stream()
                .filter(verdict -> verdict.getDecision() == Decision.KEEP)
                .map(Curated::getPrompt)
                .filter(prompt -> prompt.getStage().equals(stage))
                .toList();
    }

    public CurationSummary summary(int badRows) {
        Map<String, Integer> dropped = new TreeMap<>();
        List<String> examples = new ArrayList<>();
        int kept = 0;
        for (Curated verdict : verdicts.values()) {
            if (verdict.getDecision() == Decision.KEEP) {
                kept++;
                continue;
            }
            dropped.merge(verdict.getReason(), 1, Integer::sum);
            if (verdict.getReason().equals(CONTAMINATION) && examples.size() < EXAMPLES) {
                examples.add(example(verdict));
            }
        }
        return new CurationSummary(kept, dropped, examples, badRows);
    }

    private static String example(Curated verdict) {
        Prompt prompt = verdict.getPrompt();
        String evidence = verdict.getSignals().stream()
                .filter(signal -> signal.getRule().equals(CONTAMINATION))
                .map(Signal::getEvidence)
                .findFirst()
                .orElse("");
        return prompt.getId() + " (" + prompt.getOrigin() + "): " + evidence;
    }

    private void follow(Set<String> promptIds) {
        Kafka kafka = context.kafka();
        try (LogReader<Curated> curated = kafka.reader(Topics.CURATED, From.BEGINNING);
                LogReader<DeadLetter> letters = kafka.reader(Topics.DEAD_LETTERS, From.BEGINNING)) {
            while (!open.isEmpty() || !curated.atEnd()) {
                for (Received<Curated> record : curated.poll(POLL)) {
                    Curated verdict = record.value();
                    if (verdict != null && promptIds.contains(record.key())) {
                        verdicts.put(record.key(), verdict);
                        open.remove(record.key());
                    }
                }
                for (Received<DeadLetter> record : letters.poll(Duration.ZERO)) {
                    DeadLetter letter = record.value();
                    if (letter != null) {
                        open.remove(letter.getKey());
                    }
                }
                context.progress().step(promptIds.size() - open.size(), promptIds.size(), Map.of());
                context.vitals().check();
            }
        }
    }
}
