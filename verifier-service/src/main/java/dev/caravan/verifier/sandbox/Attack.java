package dev.caravan.verifier.sandbox;

import dev.caravan.verifier.sandbox.program.Ending;
import dev.caravan.verifier.sandbox.program.Limits;
import dev.caravan.verifier.sandbox.program.Program;
import dev.caravan.verifier.sandbox.program.Run;
import java.util.List;

/**
 * A hostile program. Its first line, {@code # ends: …}, says how it ends where it is held ({@code held} is what it prints then, {@code exit N}
 * an exit code, anything else a {@link Ending.Reason}); one that gets through prints what it has reached.
 */
record Attack(String name, String source, List<String> endings) {

    private static final String ENDS = "# ends: ";

    static Attack of(String name, String source) {
        String first = source.lines().findFirst().orElse("");
        if (!first.startsWith(ENDS)) {
            throw new IllegalArgumentException(name + " does not begin with '" + ENDS + "'");
        }
        return new Attack(name, source, List.of(first.substring(ENDS.length()).split(" or ")));
    }

    /** What came of it. */
    record Outcome(Attack attack, Run run, boolean held) {
        @Override
        public String toString() {
            return "'" + attack.name + "' ends in " + run.ending() + " '"
                    + run.stdout().strip() + "' " + run.stderr().strip() + ", not in "
                    + String.join(" or ", attack.endings);
        }
    }

    Outcome on(Sandbox sandbox, Limits limits, Bait bait) {
        Run run = sandbox.run(Program.python(source, limits), bait.words());
        return new Outcome(this, run, endings.contains(ended(run)));
    }

    private static String ended(Run run) {
        if (run.ending() instanceof Ending.Killed killed) {
            return killed.reason().name();
        }
        if (run.ending() instanceof Ending.Exited exited) {
            return exited.code() == 0 ? run.stdout().strip() : "exit " + exited.code();
        }
        return "";
    }
}
