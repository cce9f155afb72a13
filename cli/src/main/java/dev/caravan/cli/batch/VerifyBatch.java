package dev.caravan.cli.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.runtime.CaravanException;
import dev.caravan.runtime.settings.Nearest;
import dev.caravan.runtime.settings.SettingsException;
import dev.caravan.schemas.VerifierSpec;
import dev.caravan.verifier.Judge;
import dev.caravan.verifier.Judgement;
import dev.caravan.verifier.rows.PublishedRow;
import dev.caravan.verifier.spi.Finish;
import dev.caravan.verifier.spi.Submission;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * {@code {"id","completion","ground_truth","dataset"?}} to {@code {"id","status","score","reason"}}, in the order of the input. The score of an
 * ERROR is null: the check failed, not the completion.
 */
public final class VerifyBatch {

    private static final int IN_FLIGHT = 1000;

    private record Pending(JsonNode id, CompletableFuture<Judgement> judgement) {}

    private final Judge judge;
    private final String verifier;
    private final Map<String, String> options;

    /**
     * @param verifier its name; empty if each row says its own in {@code dataset}
     * @throws SettingsException if there is no such verifier
     */
    public VerifyBatch(Judge judge, String verifier, Map<String, String> options) {
        this.judge = judge;
        this.verifier = verifier;
        this.options = Map.copyOf(options);
        if (!verifier.isEmpty() && judge.registry().find(verifier).isEmpty()) {
            String near = Nearest.to(verifier, judge.registry().names())
                    .map(one -> "; did you mean " + one + "?")
                    .orElse("");
            throw new SettingsException(
                    judge.registry().problem(spec("")).orElse("unknown verifier " + verifier) + near);
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
        String prompt = item.value().path("prompt").asText();
        int tokens = item.value().path("tokens").asInt(Submission.UNKNOWN);
        return new Pending(
                item.id(), judge.judge(specs(item), item.text("completion"), prompt, Finish.UNKNOWN, tokens));
    }

    private List<VerifierSpec> specs(JsonLinesIo.Item item) {
        if (!verifier.isEmpty()) {
            return List.of(spec(PublishedRow.truth(item.field("ground_truth"))));
        }
        List<VerifierSpec> specs;
        try {
            specs = PublishedRow.verifiers(item.field("dataset"), item.value().path("ground_truth"));
        } catch (IllegalArgumentException e) {
            throw new CaravanException("line " + item.line() + ": " + e.getMessage(), e);
        }
        if (specs.isEmpty()) {
            throw new CaravanException("line " + item.line() + ": dataset names nothing that verifies");
        }
        for (VerifierSpec spec : specs) {
            if (judge.registry().find(spec.getName()).isEmpty()) {
                throw new CaravanException("line " + item.line() + ": "
                        + judge.registry().problem(spec).orElse("unknown verifier " + spec.getName()));
            }
        }
        return specs;
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
        ObjectNode line = JsonLinesIo.object();
        line.set("id", pending.id());
        line.put("status", judgement.status().name());
        line.put("score", judgement.reward());
        line.put("reason", judgement.reason());
        io.write(line);
    }
}
