package dev.caravan.verifier.math;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The GSM8K problems with their reference solutions, where the data folder lies beside the repository. */
record Gsm8k(String solution, String answer) {

    private static final Path FOLDER = Path.of("../../shared/data/math/gsm8k");

    static boolean isThere() {
        return Files.isDirectory(FOLDER);
    }

    static List<Gsm8k> all() throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<Gsm8k> all = new ArrayList<>();
        for (String file : List.of("train.jsonl", "test.jsonl")) {
            for (String line : Files.readAllLines(FOLDER.resolve(file))) {
                JsonNode row = json.readTree(line);
                String solution = row.get("answer").asText();
                String answer = solution.substring(solution.indexOf("####") + 4).strip();
                all.add(new Gsm8k(solution, answer));
            }
        }
        return all;
    }
}
