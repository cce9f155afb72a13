package dev.caravan.verifier.ifeval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.verifier.spi.Finish;
import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Submission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A prompt of IFEval's with its instructions, where the data folder lies beside the repository. */
record IfevalRow(int key, String groundTruth, List<Asked> asked) {

    /** Their request, which is to be repeated, has what they forbid: only the loose reading without the first line can follow both. */
    private static final Set<Integer> CONTRADICTORY = Set.of(374, 1627, 3369, 3371, 3718);

    private static final Path FOLDER = Path.of("../../shared/data/ifeval");

    /** An instruction of a prompt. */
    record Asked(String id, JsonNode kwargs) {

        String text(String name) {
            return kwargs.path(name).asText();
        }

        int number(String name) {
            return kwargs.path(name).asInt();
        }

        List<String> texts(String name) {
            List<String> texts = new ArrayList<>();
            kwargs.path(name).forEach(text -> texts.add(text.asText()));
            return texts;
        }

        /** Whether its relation is {@code less than}, and not {@code at least}. */
        boolean isBelow() {
            return kwargs.toString().contains("\"less than\"");
        }
    }

    /** The response for this prompt, judged as the prompt allows. */
    Submission submission(String response) {
        String accuracy = CONTRADICTORY.contains(key) ? "loose" : "strict";
        return new Submission(response, groundTruth, new Options(Map.of("accuracy", accuracy)), "", Finish.UNKNOWN);
    }

    static boolean areThere() {
        return Files.isDirectory(FOLDER);
    }

    static List<IfevalRow> all() throws IOException {
        return read("input_data.jsonl");
    }

    /** The prompts of IFBench. */
    static List<IfevalRow> bench() throws IOException {
        return read("IFBench_test.jsonl");
    }

    private static List<IfevalRow> read(String file) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<IfevalRow> rows = new ArrayList<>();
        for (String line : Files.readAllLines(FOLDER.resolve(file))) {
            JsonNode row = json.readTree(line);
            ObjectNode truth = json.createObjectNode();
            truth.set("instruction_id_list", row.get("instruction_id_list"));
            truth.set("kwargs", row.get("kwargs"));
            List<Asked> asked = new ArrayList<>();
            for (int i = 0; i < row.get("kwargs").size(); i++) {
                asked.add(new Asked(
                        row.get("instruction_id_list").get(i).asText(),
                        row.get("kwargs").get(i)));
            }
            rows.add(new IfevalRow(row.get("key").asInt(), truth.toString(), List.copyOf(asked)));
        }
        return rows;
    }
}
