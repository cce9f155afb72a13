package dev.caravan.cli.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.runtime.CaravanException;
import dev.caravan.schemas.Verdict;
import dev.caravan.schemas.VerdictStatus;
import dev.caravan.schemas.VerifierSpec;
import dev.caravan.verifier.Judge;
import dev.caravan.verifier.Judgement;
import dev.caravan.verifier.spi.Finish;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * {@code {"id","completion","ground_truth"}} to {@code {"id","status","score","reason"}}, in the order of the input. The score of an
 * ERROR is null: the check failed, not the completion.
 */
public final class VerifyBatch {

    private static final int IN_FLIGHT = 1000;

    private record Pending(JsonNode id, CompletableFuture<Judgement> judgement) {}

    private final Judge judge;
    private final String verifier;
    private final Map<String, String> options;

    /** @throws CaravanException if there is no such verifier or it does not take these options */
    public VerifyBatch(Judge judge, String verifier, Map<String, String> options) {
        this.judge = judge;
        this.verifier = verifier;
        this.options = Map.copyOf(options);
        if (judge.registry().find(verifier).isEmpty()) {
            throw new CaravanException(judge.registry().problem(spec("")).orElse("unknown verifier " + verifier));
        }
    }

    /** Judges everything. */
    public void run(JsonLinesIo io) {
        Deque<Pending> pending = new ArrayDeque<>();
        for (Optional<JsonLinesIo.Item> item = io.next(); item.isPresent(); item = io.next()) {
            pending.add(start(item.get()));
            if (pending.size() >= IN_FLIGHT) {
                finish(pending.remove(), io);
            }
        }
        while (!pending.isEmpty()) {
            finish(pending.remove(), io);
        }
    }

    private Pending start(JsonLinesIo.Item item) {
        JsonNode truth = item.field("ground_truth");
        VerifierSpec spec = spec(truth.isContainerNode() ? truth.toString() : truth.asText());
        String prompt = item.value().path("prompt").asText();
        return new Pending(item.id(), judge.judge(List.of(spec), item.text("completion"), prompt, Finish.UNKNOWN));
    }

    private VerifierSpec spec(String groundTruth) {
        return VerifierSpec.newBuilder()
                .setName(verifier)
                .setGroundTruth(groundTruth)
                .setOptions(options)
                .build();
    }

    private static void finish(Pending pending, JsonLinesIo io) {
        Judgement judgement = pending.judgement().join();
        Verdict verdict = judgement.verdicts().get(0);
        ObjectNode line = JsonLinesIo.object();
        line.set("id", pending.id());
        line.put("status", verdict.getStatus().name());
        if (verdict.getStatus() == VerdictStatus.ERROR) {
            line.putNull("score");
        } else {
            line.put("score", verdict.getScore());
        }
        line.put("reason", judgement.reason());
        io.write(line);
    }
}
