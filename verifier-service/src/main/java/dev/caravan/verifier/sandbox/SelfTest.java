package dev.caravan.verifier.sandbox;

import dev.caravan.runtime.RetriableException;
import dev.caravan.verifier.sandbox.program.Ending;
import dev.caravan.verifier.sandbox.program.Ending.Reason;
import dev.caravan.verifier.sandbox.program.Limits;
import dev.caravan.verifier.sandbox.program.Program;
import dev.caravan.verifier.sandbox.program.Run;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Attacks a sandbox before anything relies on it. A step that fails for want of time, memory or a process says nothing about the tier: it is
 * tried again, and in the end the whole test fails instead of the tier.
 *
 * @param limits of each program; {@code wall} is also how long a slot may take to start
 * @param tries how often a step is tried that comes to no result
 */
record SelfTest(Limits limits, int tries) {

    /** Wide, for busy machines. */
    static final SelfTest USUAL = new SelfTest(Limits.DEFAULT.within(Duration.ofSeconds(30), Duration.ofSeconds(5)), 3);

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

    /** What is wrong with the tier, if anything; an IOException where that cannot be told. */
    private interface Step {
        Optional<String> problem() throws IOException;
    }

    /**
     * What the sandbox does not withstand, or why it does not work; empty if all is well.
     *
     * @throws RetriableException if that cannot be told just now
     */
    Optional<String> problem(Sandbox sandbox) {
        try (Bait bait = new Bait()) {
            List<Step> steps = new ArrayList<>();
            steps.add(() -> starts(sandbox));
            steps.add(() -> works(sandbox));
            if (sandbox.tier() != Tier.UNSAFE) {
                ATTACKS.forEach(name -> steps.add(() -> holds(sandbox, name, bait)));
            }
            for (Step step : steps) {
                Optional<String> problem = patiently(step);
                if (problem.isPresent()) {
                    return problem;
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new RetriableException(
                    "it cannot be told whether " + sandbox.tier() + " holds programs here (" + e.getMessage()
                            + "), and nothing weaker is used for that. The machine may be overloaded: try again",
                    e);
        }
    }

    private Optional<String> patiently(Step step) throws IOException {
        for (int failed = 1; ; failed++) {
            try {
                return step.problem();
            } catch (IOException e) {
                if (failed == tries) {
                    throw e;
                }
            }
        }
    }

    private Optional<String> starts(Sandbox sandbox) throws IOException {
        try {
            sandbox.wake(limits.wall());
            return Optional.empty();
        } catch (UnsupportedTierException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private Optional<String> works(Sandbox sandbox) throws IOException {
        Run run =
                conclusive("a harmless program", sandbox.run(Program.python("print(6 * int(input()))", limits), "7\n"));
        return run.ending().equals(new Ending.Exited(0)) && run.stdout().equals("42\n")
                ? Optional.empty()
                : Optional.of("a harmless program fails: " + run.ending() + " "
                        + run.stderr().strip());
    }

    private Optional<String> holds(Sandbox sandbox, String name, Bait bait) throws IOException {
        Attack attack = Attack.of(name, SlotCommand.resource("hostile/" + name + ".py"));
        Attack.Outcome outcome = attack.on(sandbox, limits, bait);
        if (outcome.held()) {
            return Optional.empty();
        }
        conclusive("the attack '" + name + "'", outcome.run());
        return Optional.of("the attack " + outcome);
    }

    private static Run conclusive(String what, Run run) throws IOException {
        if (run.ending() instanceof Ending.Broken broken) {
            throw new IOException(what + " came to no end: " + broken.reason());
        }
        if (run.ending().equals(new Ending.Killed(Reason.TIME)) || run.ending().equals(new Ending.Killed(Reason.CPU))) {
            throw new IOException(what + " ran out of time");
        }
        return run;
    }
}
