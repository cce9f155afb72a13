package dev.caravan.verifier.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Attacks a sandbox before anything relies on it. Each program under {@code hostile/} says in its first line how it ends where it is held;
 * one that gets through prints what it reached.
 */
final class SelfTest {

    static final Limits LIMITS = Limits.DEFAULT.within(Duration.ofSeconds(5), Duration.ofSeconds(1));

    /** Those that are quick; the test suite runs all. */
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
            for (String attack : ATTACKS) {
                Optional<String> breach = attack(sandbox, attack, bait);
                if (breach.isPresent()) {
                    return breach;
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("the self-test cannot be set up: " + e);
        }
    }

    /** Runs one attack; what went wrong, if anything. */
    private static Optional<String> attack(Sandbox sandbox, String name, Bait bait) {
        String source = ZygoteCommand.resource("hostile/" + name + ".py");
        String expected = source.lines().findFirst().orElseThrow().substring("# ends: ".length());
        Run run = sandbox.run(Program.python(source, LIMITS), bait.words());
        String ended = run.ending() instanceof Ending.Killed killed
                ? killed.reason().name()
                : run.stdout().strip();
        return ended.equals(expected)
                ? Optional.empty()
                : Optional.of("the attack '" + name + "' ends in " + run.ending() + " '"
                        + run.stdout().strip() + "' " + run.stderr().strip() + ", not in '" + expected + "'");
    }

    /** Something to reach outside: a file that every user may read, and a listener. */
    private static final class Bait implements AutoCloseable {
        private final Path file;
        private final ServerSocket listener;

        Bait() throws IOException {
            listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
            file = Files.createTempFile(
                    "caravan-bait",
                    ".txt",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));
            Files.writeString(file, "bait");
        }

        /** What attacks read from their standard input: the file, the port and the service's process id. */
        String words() {
            return file + " " + listener.getLocalPort() + " "
                    + ProcessHandle.current().pid() + "\n";
        }

        @Override
        public void close() throws IOException {
            listener.close();
            Files.deleteIfExists(file);
        }
    }
}
