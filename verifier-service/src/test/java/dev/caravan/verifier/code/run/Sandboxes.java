package dev.caravan.verifier.code.run;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.caravan.runtime.CaravanException;
import dev.caravan.verifier.sandbox.Sandbox;
import dev.caravan.verifier.sandbox.SandboxSettings;
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
}
