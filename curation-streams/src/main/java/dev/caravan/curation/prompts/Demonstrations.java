package dev.caravan.curation.prompts;

import dev.caravan.curation.prompts.Ruling.Change;
import dev.caravan.schemas.Curated;
import dev.caravan.schemas.Decision;
import dev.caravan.schemas.Demonstration;
import dev.caravan.schemas.Prompt;
import dev.caravan.schemas.Turn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which prompts are demonstrations, and when they are published or withdrawn. */
final class Demonstrations {

    private Demonstrations() {}

    /** The change lets a demonstration in. */
    static boolean publishes(Change change) {
        return isDemonstration(change.after().getPrompt()) && keeps(change.after()) && !keeps(change.before());
    }

    /** The change takes a published demonstration back. */
    static boolean withdraws(Change change) {
        return isDemonstration(change.after().getPrompt()) && !keeps(change.after()) && keeps(change.before());
    }

    static Demonstration of(Prompt prompt) {
        return Demonstration.newBuilder()
                .setId(prompt.getId())
                .setRun(prompt.getRun())
                .setStage(prompt.getStage())
                .setSkill(prompt.getSkill())
                .setSource(prompt.getSource())
                .setLicence(prompt.getLicence())
                .setTurns(prompt.getTurns())
                .build();
    }

    private static boolean isDemonstration(Prompt prompt) {
        List<Turn> turns = prompt.getTurns();
        if (turns.isEmpty()) {
            return false;
        }
        Turn last = turns.get(turns.size() - 1);
        return last.getRole().equals("assistant") && last.getTrainable();
    }

    private static boolean keeps(@Nullable Curated verdict) {
        return verdict != null && verdict.getDecision() == Decision.KEEP;
    }
}
