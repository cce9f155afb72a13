package dev.caravan.cli.batch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.runtime.CaravanException;
import dev.caravan.schemas.Verdict;
import dev.caravan.schemas.VerdictStatus;
import dev.caravan.schemas.VerifierSpec;
import dev.caravan.verifier.Judge;
import dev.caravan.verifier.spi.Finish;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Rows {@code {"completion","ground_truth"}}, with {@code "verifier"}, {@code "prompt"}, {@code "options"}, {@code "finish_reason"} and {@code
 * "expected"} where wanted, to verdicts for a person to read. The lines of a test kit's golden file are such rows.
 */
public final class TryBatch {

    private static final int WIDTH = 100;
    private static final double TOLERANCE = 1e-9;

    private final Judge judge;
    private final String verifier;
    private final Map<String, String> options;

    /**
     * @param verifier for rows that name none; empty if all must
     * @param options for all rows; a row's own go before them
     */
    public TryBatch(Judge judge, String verifier, Map<String, String> options) {
        this.judge = judge;
        this.verifier = verifier;
        this.options = Map.copyOf(options);
    }

    /** Judges everything; false if a check failed that was not expected to, or a verdict is not the expected one. */
    public boolean run(InputStream in, PrintWriter out) {
        JsonLinesIo io = new JsonLinesIo(in, new PrintStream(OutputStream.nullOutputStream()));
        boolean fine = true;
        for (Optional<JsonLinesIo.Item> item = io.next(); item.isPresent(); item = io.next()) {
            fine &= row(item.get(), out);
        }
        out.flush();
        return fine;
    }

    private boolean row(JsonLinesIo.Item item, PrintWriter out) {
        VerifierSpec spec = spec(item);
        String prompt = item.value().path("prompt").asText();
        Verdict verdict = judge.judge(List.of(spec), item.text("completion"), prompt, finish(item))
                .join()
                .verdicts()
                .get(0);
        out.printf("line %d  %s %s%n", item.line(), spec.getName(), verdict.getVersion());
        if (!prompt.isBlank()) {
            line(out, "prompt", prompt);
        }
        line(out, "completion", item.text("completion"));
        line(out, "ground truth", spec.getGroundTruth());
        judge.registry().problem(spec).ifPresent(problem -> line(out, "problem", problem));
        String score = verdict.getStatus() == VerdictStatus.ERROR ? "" : " " + verdict.getScore();
        out.printf(
                Locale.ROOT,
                "  %-13s %s%s  %s  (%.2f ms)%n",
                "verdict",
                verdict.getStatus(),
                score,
                verdict.getReason(),
                verdict.getMillis());
        JsonNode expected = item.value().path("expected");
        if (expected.isMissingNode()) {
            return verdict.getStatus() != VerdictStatus.ERROR;
        }
        boolean met = met(expected, verdict);
        line(out, "expected", expected.asText() + (met ? ": met" : ": NOT MET"));
        return met;
    }

    private VerifierSpec spec(JsonLinesIo.Item item) {
        String name = item.value().path("verifier").asText(verifier);
        if (name.isEmpty()) {
            throw new CaravanException(
                    "line " + item.line() + " names no verifier; give --verifier or a field \"verifier\"");
        }
        Map<String, String> all = new LinkedHashMap<>(options);
        item.value()
                .path("options")
                .properties()
                .forEach(option -> all.put(option.getKey(), option.getValue().asText()));
        JsonNode truth = item.field("ground_truth");
        return VerifierSpec.newBuilder()
                .setName(name)
                .setGroundTruth(truth.isContainerNode() ? truth.toString() : truth.asText())
                .setOptions(all)
                .build();
    }

    private static Finish finish(JsonLinesIo.Item item) {
        String reason = item.value().path("finish_reason").asText("unknown");
        try {
            return Finish.valueOf(reason.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new CaravanException(
                    "line " + item.line() + " has finish_reason '" + reason
                            + "', which must be stop, length, aborted or unknown",
                    e);
        }
    }

    private static boolean met(JsonNode expected, Verdict verdict) {
        return expected.isNumber()
                ? verdict.getStatus() == VerdictStatus.SCORED
                        && Math.abs(verdict.getScore() - expected.asDouble()) < TOLERANCE
                : verdict.getStatus().name().equals(expected.asText());
    }

    private static void line(PrintWriter out, String label, String text) {
        String shown = text.strip().replace("\r", "").replace("\n", " ⏎ ");
        out.printf("  %-13s %s%n", label, shown.length() <= WIDTH ? shown : shown.substring(0, WIDTH) + "…");
    }
}
