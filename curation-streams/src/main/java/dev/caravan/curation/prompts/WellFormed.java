package dev.caravan.curation.prompts;

import dev.caravan.schemas.Prompt;
import dev.caravan.schemas.Signal;
import dev.caravan.schemas.VerifierSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Rule {@code well-formed}: can anybody use this prompt? The value is the number of faults; the evidence lists them.
 */
final class WellFormed {

    static final String NAME = "well-formed";

    private static final Set<String> ROLES = Set.of("system", "user", "assistant", "tool");

    private WellFormed() {}

    static Signal measure(ReadPrompt read) {
        Prompt prompt = read.prompt();
        List<String> faults = new ArrayList<>();
        fault(faults, prompt.getRun().isBlank(), "no run");
        fault(faults, prompt.getStage().isBlank(), "no stage");
        fault(faults, prompt.getTurns().isEmpty(), "no turns");
        boolean user = false;
        for (int i = 0; i < prompt.getTurns().size(); i++) {
            String role = read.turn(i).getRole();
            user |= role.equals("user");
            fault(faults, !ROLES.contains(role), "turn " + i + " has the unknown role '" + role + "'");
            fault(faults, read.texts().get(i).size() == 0, "turn " + i + " has no text");
        }
        fault(faults, !prompt.getTurns().isEmpty() && !user, "no user turn");
        double keepRate = prompt.getKeepRate();
        fault(faults, !(keepRate >= 0 && keepRate <= 1), "keep_rate " + keepRate + " does not lie in 0 to 1");
        for (VerifierSpec verifier : prompt.getVerifiers()) {
            fault(faults, verifier.getName().isBlank(), "a verifier without a name");
        }
        return new Signal(NAME, (double) faults.size(), 0.0, !faults.isEmpty(), String.join("; ", faults));
    }

    private static void fault(List<String> faults, boolean present, String what) {
        if (present) {
            faults.add(what);
        }
    }
}
