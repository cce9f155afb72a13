package dev.caravan.verifier.code.run;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.caravan.runtime.CaravanException;
import dev.caravan.verifier.sandbox.Sandbox;
import dev.caravan.verifier.sandbox.SandboxSettings;
import dev.caravan.verifier.sandbox.program.Language;
import dev.caravan.verifier.sandbox.program.Limits;
import dev.caravan.verifier.sandbox.program.Program;
import dev.caravan.verifier.spi.Options;
import java.util.Map;

/** A real sandbox for tests, which are skipped where there can be none. */
final class Sandboxes {

    private Sandboxes() {}

    static Sandbox start(int slots) {
        Sandbox sandbox = null;
        String problem = "";
        try {
            sandbox = Sandbox.start(
                    SandboxSettings.of(new Options(Map.of("slots", String.valueOf(slots)))), FunctionRun.modules());
        } catch (CaravanException e) {
            problem = String.valueOf(e.getMessage());
        }
        assumeTrue(sandbox != null, "no sandbox on this machine, skipped: " + problem);
        return java.util.Objects.requireNonNull(sandbox);
    }

    /** One where programs of this language run, too. */
    static Sandbox startWith(Language language, int slots) {
        Sandbox sandbox = start(slots);
        String problem = "";
        try {
            sandbox.open(new Program(language, "", Map.of(), Limits.DEFAULT)).close();
        } catch (CaravanException e) {
            sandbox.close();
            problem = String.valueOf(e.getMessage());
        }
        assumeTrue(problem.isEmpty(), "skipped: " + problem);
        return sandbox;
    }
}
