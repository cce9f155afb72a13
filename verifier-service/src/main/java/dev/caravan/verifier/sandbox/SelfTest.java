package dev.caravan.verifier.sandbox;

import dev.caravan.verifier.sandbox.program.Ending;
import dev.caravan.verifier.sandbox.program.Limits;
import dev.caravan.verifier.sandbox.program.Program;
import dev.caravan.verifier.sandbox.program.Run;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Attacks a sandbox before anything relies on it. */
final class SelfTest {

    /** Wide, so that a busy machine does not make a sandbox seem weak. */
    private static final Limits LIMITS = Limits.DEFAULT.within(Duration.ofSeconds(30), Duration.ofSeconds(5));

    /** Those that are quick; the test suite has the others. */
    private static final List<String> ATTACKS = List.of(
            "read_host_file",
            "write_outside",
            "connect_loopback",
            "fork",
            "execute",
            "kill_everything",
            "unshare_again",
            "mount_proc",
            "trace_parent",
            "memory_at_once",
            "become_root",
            "inherited_descriptors");

    private SelfTest() {}

    /** What the sandbox does not withstand, or why it does not work; empty if all is well. */
    static Optional<String> problem(Sandbox sandbox) {
        Run works = sandbox.run(Program.python("print(6 * int(input()))", LIMITS), "7\n");
        if (!works.ending().equals(new Ending.Exited(0)) || !works.stdout().equals("42\n")) {
            return Optional.of("a harmless program fails: " + works.ending() + " "
                    + works.stderr().strip());
        }
        if (sandbox.tier() == Tier.UNSAFE) {
            return Optional.empty();
        }
        try (Bait bait = new Bait()) {
            for (String name : ATTACKS) {
                Attack.Outcome outcome = Attack.of(name, ZygoteCommand.resource("hostile/" + name + ".py"))
                        .on(sandbox, LIMITS, bait);
                if (!outcome.held()) {
                    return Optional.of("the attack " + outcome);
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("the self-test cannot be set up: " + e);
        }
    }
}
