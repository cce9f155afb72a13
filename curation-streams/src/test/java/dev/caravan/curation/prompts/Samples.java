package dev.caravan.curation.prompts;

import dev.caravan.schemas.Benchmark;
import dev.caravan.schemas.Prompt;
import dev.caravan.schemas.Turn;
import java.util.List;

/** Prompts and benchmark items for tests. */
public final class Samples {

    /** A test item of 18 tokens. */
    public static final String CARAVAN =
            "A caravan of twelve camels carries forty sacks of salt each across the desert to Timbuktu every winter";

    /** The rule of Tülu 3. */
    public static final CurationPolicy TULU = new CurationPolicy(8, 0.5);

    private Samples() {}

    public static Prompt prompt(String id, String question) {
        return builder(id, question).build();
    }

    public static Prompt.Builder builder(String id, String question) {
        return Prompt.newBuilder()
                .setId(id)
                .setRun("run")
                .setStage("rlvr")
                .setSkill("words")
                .setSource("test")
                .setLicence("CC0-1.0")
                .setTurns(List.of(new Turn("user", question, false)));
    }

    public static Prompt demonstration(String id, String question, String answer) {
        return builder(id, question)
                .setStage("sft")
                .setTurns(List.of(new Turn("user", question, false), new Turn("assistant", answer, true)))
                .build();
    }

    public static Benchmark item(String id, String text) {
        return new Benchmark(id, "exam", text, "CC0-1.0");
    }
}
