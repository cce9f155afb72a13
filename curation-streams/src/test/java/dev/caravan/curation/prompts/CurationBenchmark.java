package dev.caravan.curation.prompts;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.schemas.Benchmark;
import dev.caravan.schemas.Curated;
import dev.caravan.schemas.Prompt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rates of the rules on one thread, without Kafka: prompts against items that are there already, and items against
 * prompts that are there already. Prints the verdicts too, as speed without the answer says nothing.
 *
 * <p>Arguments: a file of prompts and a file of benchmark items, JSON lines with a field {@code question}; how often to
 * repeat the prompts with every number changed (default 1).
 */
public final class CurationBenchmark {

    private static final ObjectMapper JSON = new ObjectMapper();

    private CurationBenchmark() {}

    public static void main(String[] args) {
        int copies = args.length > 2 ? Integer.parseInt(args[2]) : 1;
        List<String> questions = questions(Path.of(args[0]));
        List<Prompt> prompts = new ArrayList<>();
        for (int copy = 0; copy < copies; copy++) {
            for (int i = 0; i < questions.size(); i++) {
                String text = copy == 0 ? questions.get(i) : questions.get(i).replaceAll("[0-9]+", "" + (1000 + copy));
                prompts.add(Samples.prompt("train/" + copy + "/" + i, text));
            }
        }
        List<Benchmark> items = new ArrayList<>();
        for (String question : questions(Path.of(args[1]))) {
            items.add(Samples.item("test/" + items.size(), question));
        }
        System.out.printf("%,d prompts, %,d items%n", prompts.size(), items.size());
        for (int round = 0; round < 5; round++) {
            round(prompts, items, round == 4);
        }
    }

    private static void round(List<Prompt> prompts, List<Benchmark> items, boolean last) {
        Curator itemsFirst = Curator.inMemory(Samples.TULU);
        Map<String, Curated> early = new TreeMap<>();
        items.forEach(itemsFirst::add);
        long begin = System.nanoTime();
        prompts.forEach(prompt -> take(itemsFirst.judge(prompt, ""), early));
        double judging = (System.nanoTime() - begin) / 1e9;

        Curator promptsFirst = Curator.inMemory(Samples.TULU);
        Map<String, Curated> late = new TreeMap<>();
        prompts.forEach(prompt -> take(promptsFirst.judge(prompt, ""), late));
        begin = System.nanoTime();
        items.forEach(item -> take(promptsFirst.add(item), late));
        double retracting = (System.nanoTime() - begin) / 1e9;

        Runtime runtime = Runtime.getRuntime();
        System.gc();
        System.out.printf(
                "%,.0f prompts/s; all items late: %,.0f items/s (%.2f s); same verdicts: %s; heap %,d MB (both curators)%n",
                prompts.size() / judging,
                items.size() / retracting,
                retracting,
                early.equals(late),
                (runtime.totalMemory() - runtime.freeMemory()) >> 20);
        if (last) {
            show(early);
        }
        if (itemsFirst.equals(promptsFirst)) {
            throw new IllegalStateException("both curators must stay reachable until the heap is measured");
        }
    }

    private static void show(Map<String, Curated> verdicts) {
        Map<String, Integer> counts = new TreeMap<>();
        verdicts.values()
                .forEach(verdict -> counts.merge(verdict.getDecision() + " " + verdict.getReason(), 1, Integer::sum));
        System.out.println(counts);
        verdicts.values().stream()
                .filter(verdict -> verdict.getReason().equals(Contamination.NAME))
                .limit(8)
                .forEach(
                        verdict -> System.out.println("  " + verdict.getPrompt().getId() + " "
                                + verdict.getSignals().get(1)));
    }

    private static void take(Ruling ruling, Map<String, Curated> verdicts) {
        if (ruling instanceof Ruling.Decided decided) {
            decided.changes()
                    .forEach(change -> verdicts.put(change.after().getPrompt().getId(), change.after()));
        }
    }

    private static List<String> questions(Path file) {
        try {
            List<String> questions = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                questions.add(JSON.readTree(line).get("question").asText());
            }
            return questions;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
