package dev.caravan.cli.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.cli.recipe.Recipe;
import dev.caravan.cli.source.Example;
import dev.caravan.curation.prompts.CurationPolicy;
import dev.caravan.curation.prompts.Curator;
import dev.caravan.curation.prompts.Ruling;
import dev.caravan.runtime.settings.SettingsBinder;
import dev.caravan.schemas.Benchmark;
import dev.caravan.schemas.Curated;
import dev.caravan.schemas.Prompt;
import dev.caravan.schemas.Signal;
import dev.caravan.schemas.Turn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code {"id","prompt"}} or {@code {"id","messages"}} to {@code {"id","decision","reason","signals"}}: the verdict that curation would
 * give in a run of the recipe, held against the recipe's evaluation and benchmarks.
 */
public final class CurateBatch {

    private final Curator curator = Curator.inMemory(SettingsBinder.defaults(CurationPolicy.class));

    /** @param root folder that relative paths of sources start from */
    public CurateBatch(Recipe recipe, Path root) {
        add(recipe, recipe.evaluation().source(), recipe.evaluation().items(), root);
        recipe.benchmarks().forEach(name -> add(recipe, name, Integer.MAX_VALUE, root));
    }

    /** Judges everything, in the order of the input: of two duplicates the first is kept. */
    public void run(JsonLinesIo io) {
        for (Optional<JsonLinesIo.Item> item = io.next(); item.isPresent(); item = io.next()) {
            Ruling ruling =
                    curator.judge(prompt(item.get()), "line " + item.get().line());
            io.write(line(item.get().id(), ruling));
        }
    }

    private void add(Recipe recipe, String name, int items, Path root) {
        int number = 0;
        for (Example example : recipe.source(name).evaluation(root).take(items)) {
            curator.add(new Benchmark(name + "/" + number++, name, example.prompt(), example.licence()));
        }
    }

    private static Prompt prompt(JsonLinesIo.Item item) {
        List<Turn> turns = new ArrayList<>();
        if (item.value().has("messages")) {
            for (JsonNode message : item.field("messages")) {
                turns.add(new Turn(
                        message.path("role").asText(), message.path("content").asText(), false));
            }
        } else {
            turns.add(new Turn("user", item.text("prompt"), false));
        }
        return Prompt.newBuilder()
                .setId(item.id().asText())
                .setRun("batch")
                .setStage("batch")
                .setTurns(turns)
                .setSkill(item.value().path("skill").asText())
                .setSource("stdin")
                .setLicence(item.value().path("licence").asText())
                .build();
    }

    private static ObjectNode line(JsonNode id, Ruling ruling) {
        ObjectNode line = JsonLinesIo.object();
        line.set("id", id);
        if (ruling instanceof Ruling.Decided decided) {
            Curated verdict = decided.changes().get(0).after();
            line.put("decision", verdict.getDecision().name());
            line.put("reason", verdict.getReason());
            ArrayNode signals = line.putArray("signals");
            verdict.getSignals().forEach(signal -> put(signals.addObject(), signal));
        } else if (ruling instanceof Ruling.Refused refused) {
            line.put("decision", "DROP");
            line.put("reason", refused.reason());
            line.putArray("signals");
        }
        return line;
    }

    private static void put(ObjectNode node, Signal signal) {
        node.put("rule", signal.getRule());
        node.put("value", signal.getValue());
        node.put("threshold", signal.getThreshold());
        node.put("failed", signal.getFailed());
        node.put("evidence", signal.getEvidence());
    }
}
