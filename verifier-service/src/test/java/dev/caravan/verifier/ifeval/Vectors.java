package dev.caravan.verifier.ifeval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.verifier.spi.Finish;
import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the references said, as {@code src/test/oracle/ifeval_vectors.py} wrote it, and how it compares. */
final class Vectors {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final IfevalVerifier verifier;
    private final List<String> faults = new ArrayList<>();
    private int compared;
    private int undecided;

    Vectors(IfevalVerifier verifier) {
        this.verifier = verifier;
    }

    static List<JsonNode> lines(String file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Vectors.class.getResourceAsStream(file), file), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(JSON.readTree(line));
            }
        }
        return lines;
    }

    static List<String> responses() throws IOException {
        return lines("responses.jsonl").stream().map(JsonNode::textValue).toList();
    }

    static String groundTruth(String id, JsonNode kwargs) {
        ObjectNode truth = JSON.createObjectNode();
        truth.putArray("instruction_id_list").add(id);
        truth.putArray("kwargs").add(kwargs);
        return truth.toString();
    }

    static String functionTruth(String name, JsonNode kwargs) {
        return ((ObjectNode) kwargs.deepCopy()).put("func_name", name).toString();
    }

    /** Compares the verdicts on each response with the marks; the loose ones where there is a line or a star to leave out. */
    void compare(String truth, List<String> responses, String marks, String accuracy) {
        for (int i = 0; i < responses.size(); i++) {
            char mark = marks.charAt(i);
            boolean same =
                    responses.get(i).indexOf('\n') < 0 && responses.get(i).indexOf('*') < 0;
            if (accuracy.equals("loose") && same) {
                continue;
            }
            if (mark == '?' || mark == '!') {
                undecided++;
                continue;
            }
            compared++;
            Options options = new Options(Map.of("accuracy", accuracy));
            Verdict verdict = verifier.verify(new Submission(responses.get(i), truth, options, "", Finish.UNKNOWN));
            boolean followed = ((Verdict.Scored) verdict).score() == 1;
            if (followed != (mark == '1')) {
                faults.add(accuracy + " " + truth + " on " + JSON.valueToTree(responses.get(i))
                        + ": the reference says " + mark + ", " + verdict.reason());
            }
        }
    }

    List<String> faults() {
        return faults;
    }

    int compared() {
        return compared;
    }

    int undecided() {
        return undecided;
    }
}
