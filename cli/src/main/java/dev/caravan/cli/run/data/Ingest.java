package dev.caravan.cli.run.data;

import dev.caravan.cli.recipe.Recipe;
import dev.caravan.cli.recipe.Stage;
import dev.caravan.cli.run.log.Ids;
import dev.caravan.cli.run.log.RunContext;
import dev.caravan.cli.source.BadRow;
import dev.caravan.cli.source.Example;
import dev.caravan.cli.source.ExampleCheck;
import dev.caravan.cli.source.Supply;
import dev.caravan.policy.Seeds;
import dev.caravan.runtime.CaravanException;
import dev.caravan.runtime.kafka.DeadLetters;
import dev.caravan.schemas.Benchmark;
import dev.caravan.schemas.Demonstration;
import dev.caravan.schemas.Prompt;
import dev.caravan.schemas.Topics;
import dev.caravan.schemas.Turn;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Puts a run's data on the log: evaluation items on {@code benchmarks}, prompts and demonstrations on {@code prompts}, documents
 * on {@code demonstrations}, rows that are none of these on {@code dead-letters}. A function of recipe, seed and files, ids included, so
 * doing it again after a crash changes nothing.
 */
public final class Ingest {

    /** What was put on the log. */
    public record Ingested(Set<String> promptIds, int documents, int benchmarkItems, int badRows) {}

    private static final String SERVICE = "ingest";

    private final RunContext context;
    private final Recipe recipe;
    private final Map<String, Supply> supplies = new HashMap<>();
    private final Set<String> reported = new HashSet<>();
    private final ExampleCheck check;
    private int badRows;

    /** @param check finds the examples that cannot be judged, which become bad rows */
    public Ingest(RunContext context, ExampleCheck check) {
        this.context = context;
        this.recipe = context.recipe();
        this.check = check;
    }

    /**
     * Ingests everything.
     *
     * @param evaluation the questions that models will be measured with
     * @param badItems rows of the evaluation's source that are none
     */
    public Ingested run(List<Example> evaluation, List<BadRow> badItems) {
        report(recipe.evaluation().source(), badItems);
        int items = benchmarks(evaluation);
        Set<String> prompts = new HashSet<>();
        int documents = 0;
        for (Stage stage : recipe.stages()) {
            if (stage instanceof Stage.Pretrain) {
                documents += documents(stage);
            } else {
                prompts.addAll(prompts(stage));
            }
        }
        context.writer().flush();
        return new Ingested(prompts, documents, items, badRows);
    }

    private int benchmarks(List<Example> evaluation) {
        int items = 0;
        for (Example example : evaluation) {
            benchmark(recipe.evaluation().source(), example);
            items++;
        }
        for (String name : recipe.benchmarks()) {
            Supply supply = recipe.source(name).evaluation(context.dataRoot());
            report(name, supply.badRows());
            for (Example example : supply.take(Integer.MAX_VALUE)) {
                benchmark(name, example);
                items++;
            }
        }
        context.writer().flush();
        return items;
    }

    private void benchmark(String name, Example example) {
        Benchmark item =
                new Benchmark(name + "/" + Ids.of(example.prompt()), name, example.prompt(), example.licence());
        context.writer().send(Topics.BENCHMARKS, item.getId(), item);
    }

    private List<String> prompts(Stage stage) {
        List<Prompt> prompts = new ArrayList<>();
        new TreeMap<>(stage.data()).forEach((name, count) -> {
            int row = 0;
            for (Example example : supply(name).take(count)) {
                requireTruth(stage, name, example);
                prompts.add(prompt(stage, name, row++, example));
            }
        });
        Map<String, Double> rates =
                KeepRates.of(prompts.stream().map(Prompt::getSkill).toList(), stage.shares());
        for (Prompt prompt : prompts) {
            double rate = rates.getOrDefault(prompt.getSkill(), 1.0);
            context.writer()
                    .send(
                            Topics.PROMPTS,
                            prompt.getId(),
                            Prompt.newBuilder(prompt).setKeepRate(rate).build());
        }
        return prompts.stream().map(Prompt::getId).toList();
    }

    /** What is learned from rewards cannot be learned without a ground truth. */
    private void requireTruth(Stage stage, String source, Example example) {
        boolean judged = stage instanceof Stage.Dpo || stage instanceof Stage.Grpo;
        if (judged && recipe.judging().verifiers(example, false).isEmpty()) {
            throw new CaravanException("stage " + stage.name() + " cannot learn from source " + source + ": "
                    + example.origin() + " has no ground truth; name its field in fields.answer");
        }
    }

    private Prompt prompt(Stage stage, String source, int row, Example example) {
        List<Turn> turns = new ArrayList<>();
        turns.add(new Turn("user", example.prompt(), false));
        if (stage instanceof Stage.Sft) {
            turns.add(new Turn("assistant", example.response(), true));
        }
        return Prompt.newBuilder()
                .setId(id(stage, source, row))
                .setRun(context.run())
                .setStage(stage.name())
                .setTurns(turns)
                .setSkill(example.skill())
                .setSource(source)
                .setLicence(example.licence())
                .setVerifiers(recipe.judging().trainingVerifiers(example))
                .setAggregation(recipe.judging().combine())
                .setOrigin(example.origin())
                .build();
    }

    private int documents(Stage stage) {
        int[] written = {0};
        new TreeMap<>(stage.data()).forEach((name, count) -> {
            int row = 0;
            for (Example example : supply(name).take(count)) {
                Demonstration document = Demonstration.newBuilder()
                        .setId(id(stage, name, row++))
                        .setRun(context.run())
                        .setStage(stage.name())
                        .setSkill(example.skill())
                        .setSource(name)
                        .setLicence(example.licence())
                        .setDocument(example.response())
                        .build();
                context.writer().send(Topics.DEMONSTRATIONS, document.getId(), document);
                written[0]++;
            }
        });
        return written[0];
    }

    private String id(Stage stage, String source, int row) {
        return String.format("%s/%s/%s/%07d", context.run(), stage.name(), source, row);
    }

    /** One supply a source for the whole run, so that no two stages get the same example. */
    private Supply supply(String name) {
        return supplies.computeIfAbsent(name, source -> {
            long seed = Seeds.mix(recipe.seed(), Ids.number(source));
            Supply supply = recipe.source(source).training(context.dataRoot(), seed, check);
            report(source, supply.badRows());
            return supply;
        });
    }

    private void report(String source, List<BadRow> rows) {
        if (!reported.add(source)) {
            return;
        }
        badRows += rows.size();
        if (context.resumed()) {
            return;
        }
        DeadLetters letters = context.kafka().deadLetters(SERVICE);
        for (BadRow row : rows) {
            letters.send(letters.about(row.origin())
                    .setRun(context.run())
                    .setKey(source)
                    .setError("BadRow")
                    .setReason(row.reason())
                    .setPayload(ByteBuffer.wrap(row.row().getBytes(StandardCharsets.UTF_8)))
                    .build());
        }
    }
}
