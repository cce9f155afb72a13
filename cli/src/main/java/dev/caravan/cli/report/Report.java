package dev.caravan.cli.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The outcome of a run.
 *
 * @param recipe name of the recipe
 * @param model folder of the final model
 * @param deadLetters records that something could not use, by service
 */
public record Report(
        String recipe,
        long seed,
        double seconds,
        List<StageResult> stages,
        Path model,
        String run,
        CurationSummary curation,
        Map<String, Integer> deadLetters) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public Report {
        stages = List.copyOf(stages);
        deadLetters = new TreeMap<>(deadLetters);
    }

    /**
     * Writes {@code {"recipe","seed","seconds","stages":[{"stage","accuracy","low","high","items","seconds"}],"model"}}, and after
     * those keys whatever else there is to say.
     */
    public void write(Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.writeString(file, toJson() + System.lineSeparator());
    }

    /** As {@link #write} writes it. */
    public String toJson() {
        ObjectNode root = JSON.createObjectNode();
        root.put("recipe", recipe);
        root.put("seed", seed);
        root.put("seconds", rounded(seconds, 1));
        ArrayNode list = root.putArray("stages");
        stages.forEach(stage -> put(list.addObject(), stage));
        root.put("model", model.toString());
        root.put("run", run);
        put(root.putObject("curation"));
        ObjectNode letters = root.putObject("dead_letters");
        deadLetters.forEach(letters::put);
        return root.toPrettyString();
    }

    private static void put(ObjectNode node, StageResult result) {
        node.put("stage", result.stage());
        put(node, result.overall());
        node.put("seconds", rounded(result.seconds(), 1));
        ObjectNode skills = node.putObject("skills");
        for (Map.Entry<String, Proportion> skill : result.bySkill().entrySet()) {
            put(skills.putObject(skill.getKey()), skill.getValue());
        }
    }

    private static void put(ObjectNode node, Proportion proportion) {
        node.put("accuracy", rounded(proportion.share(), 4));
        node.put("low", rounded(proportion.low(), 4));
        node.put("high", rounded(proportion.high(), 4));
        node.put("items", proportion.items());
    }

    private void put(ObjectNode node) {
        node.put("kept", curation.kept());
        ObjectNode dropped = node.putObject("dropped");
        curation.dropped().forEach(dropped::put);
        ArrayNode examples = node.putArray("decontaminated");
        curation.decontaminated().forEach(examples::add);
        node.put("bad_rows", curation.badRows());
    }

    private static double rounded(double value, int digits) {
        double scale = Math.pow(10, digits);
        return Math.round(value * scale) / scale;
    }
}
