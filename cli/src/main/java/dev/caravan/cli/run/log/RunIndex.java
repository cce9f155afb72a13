package dev.caravan.cli.run.log;

import dev.caravan.runtime.CaravanException;
import dev.caravan.runtime.kafka.From;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.LogReader;
import dev.caravan.runtime.kafka.Received;
import dev.caravan.schemas.RunEvent;
import dev.caravan.schemas.RunFinished;
import dev.caravan.schemas.RunSubmitted;
import dev.caravan.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Every run there has been, from {@code runs}. */
public final class RunIndex {

    private record Entry(RunSubmitted submitted, Instant at, boolean finished) {}

    private final Map<String, Entry> runs = new LinkedHashMap<>();

    private RunIndex() {}

    public static RunIndex read(Kafka kafka) {
        RunIndex index = new RunIndex();
        try (LogReader<RunEvent> reader = kafka.reader(Topics.RUNS, From.BEGINNING)) {
            while (!reader.atEnd()) {
                reader.poll(Duration.ofMillis(200)).forEach(index::add);
            }
        }
        return index;
    }

    private void add(Received<RunEvent> record) {
        RunEvent event = record.value();
        if (event == null) {
            return;
        }
        if (event.getEvent() instanceof RunSubmitted submitted) {
            runs.putIfAbsent(event.getRun(), new Entry(submitted, event.getAt(), false));
        } else if (event.getEvent() instanceof RunFinished) {
            runs.computeIfPresent(event.getRun(), (id, entry) -> new Entry(entry.submitted(), entry.at(), true));
        }
    }

    /** Id for the next run of a recipe: {@code quickstart-3} after two. The same in every fresh home, so that runs compare bit by bit. */
    public String next(String recipe) {
        int number = 1;
        while (runs.containsKey(recipe + "-" + number)) {
            number++;
        }
        return recipe + "-" + number;
    }

    /** When a run was submitted; now, if it has not been. */
    public Instant submitted(String run) {
        Entry entry = runs.get(run);
        return entry == null ? Instant.now() : entry.at();
    }

    /**
     * The newest run of a recipe, to go on with.
     *
     * @throws CaravanException if there is none, it has finished, or it had another seed
     */
    public String unfinished(String recipe, long seed) {
        String newest = "";
        for (Map.Entry<String, Entry> run : runs.entrySet()) {
            if (run.getValue().submitted().getRecipe().equals(recipe)) {
                newest = run.getKey();
            }
        }
        Entry entry = runs.get(newest);
        if (entry == null) {
            throw new CaravanException("no run of recipe " + recipe + " to resume; start one without --resume");
        }
        if (entry.finished()) {
            throw new CaravanException("run " + newest + " has finished; start a new one without --resume");
        }
        if (entry.submitted().getSeed() != seed) {
            throw new CaravanException(
                    "run " + newest + " has seed " + entry.submitted().getSeed() + ", not " + seed
                            + "; resume it with --set seed=" + entry.submitted().getSeed());
        }
        return newest;
    }
}
