package dev.caravan.verifier.sandbox;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.caravan.runtime.CaravanException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Ways to run a sandbox on the machine of a test; what the machine lacks skips the test. */
final class Machine {

    private static final String NOBODY = "65534";

    private Machine() {}

    static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (Exception e) {
            return false;
        }
    }

    /** Starts a sandbox of at least this tier, its processes started through the wrappers. */
    @SafeVarargs
    static Sandbox sandbox(Tier minimum, List<String>... wrappers) {
        List<String> wrapper = new ArrayList<>();
        for (List<String> words : wrappers) {
            wrapper.addAll(words);
        }
        try {
            return Sandbox.start(settings(minimum, wrapper));
        } catch (CaravanException e) {
            assumeTrue(false, "no sandbox " + minimum + " here: " + e.getMessage());
            throw e;
        }
    }

    static SandboxSettings settings(Tier minimum, List<String> wrapper) {
        SandboxSettings usual = SandboxSettings.defaults();
        return new SandboxSettings(
                minimum, usual.slots(), usual.user(), usual.python(), usual.java(), usual.node(), wrapper);
    }

    static List<String> asNormalUser() {
        if (!isRoot()) {
            return List.of();
        }
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "no setpriv (util-linux)");
        return List.of("/usr/bin/setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups");
    }

    /** As in an unprivileged container. */
    static List<String> denyingNamespaces() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "no /usr/bin/python3");
        return List.of("/usr/bin/python3", "-c", SlotCommand.resource("deny.py"));
    }
}
