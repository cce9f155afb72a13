package dev.caravan.cli.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.cli.batch.JsonLinesIo;
import dev.caravan.policy.Scorer;
import dev.caravan.runtime.CaravanException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code {"id","tokens"}} to {@code {"id","logprobs"}}: one per token, the first null, because nothing predicts it. */
public final class LogProbsBatch {

    private static final int ROWS = 32;

    private final OpenModel model;

    public LogProbsBatch(OpenModel model) {
        this.model = model;
    }

    /** Scores everything. */
    public void run(JsonLinesIo io) {
        try (Scorer scorer = model.scorer()) {
            Optional<JsonLinesIo.Item> item = io.next();
            while (item.isPresent()) {
                List<JsonNode> ids = new ArrayList<>();
                List<int[]> rows = new ArrayList<>();
                for (; item.isPresent() && rows.size() < ROWS; item = io.next()) {
                    ids.add(item.get().id());
                    rows.add(tokens(item.get()));
                }
                List<float[]> scores = scorer.logProbs(rows);
                for (int i = 0; i < rows.size(); i++) {
                    io.write(line(ids.get(i), scores.get(i)));
                }
            }
        }
    }

    private int[] tokens(JsonLinesIo.Item item) {
        JsonNode field = item.field("tokens");
        int[] tokens = new int[field.size()];
        for (int i = 0; i < tokens.length; i++) {
            if (!field.get(i).canConvertToInt() || !field.get(i).isIntegralNumber()) {
                throw new CaravanException(
                        "line " + item.line() + ": tokens[" + i + "] must be a token id, is " + field.get(i));
            }
            tokens[i] = field.get(i).asInt();
        }
        if (tokens.length == 0 || tokens.length > model.longest()) {
            throw new CaravanException("line " + item.line() + ": tokens must be a list of 1 to " + model.longest()
                    + " ids, it has " + tokens.length);
        }
        return tokens;
    }

    private static ObjectNode line(JsonNode id, float[] scores) {
        ObjectNode line = JsonLinesIo.object();
        line.set("id", id);
        ArrayNode logprobs = line.putArray("logprobs");
        logprobs.addNull();
        for (int i = 1; i < scores.length; i++) {
            logprobs.add(scores[i]);
        }
        return line;
    }
}
