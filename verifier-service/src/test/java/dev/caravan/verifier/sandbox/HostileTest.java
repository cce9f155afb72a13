package dev.caravan.verifier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.caravan.verifier.sandbox.program.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every program under {@code hostile/} in every way that the service may be run. */
class HostileTest {

    private static final List<Path> FOLDERS = List.of(
            Path.of("src/main/resources/dev/caravan/verifier/sandbox/hostile"),
            Path.of("src/test/resources/dev/caravan/verifier/sandbox/hostile"));

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> asRoot() throws IOException {
        assumeTrue(Machine.isRoot(), "not root: the service's own user is tested instead");
        return everyProgram(Machine.sandbox(Tier.NAMESPACES), Tier.NAMESPACES);
    }

    @TestFactory
    Stream<DynamicTest> asANormalUser() throws IOException {
        return everyProgram(Machine.sandbox(Tier.NAMESPACES, Machine.asNormalUser()), Tier.NAMESPACES);
    }

    @TestFactory
    Stream<DynamicTest> asRootWithNamespacesDenied() throws IOException {
        assumeTrue(Machine.isRoot(), "not root: the service's own user is tested instead");
        return everyProgram(Machine.sandbox(Tier.LANDLOCK, Machine.denyingNamespaces()), Tier.LANDLOCK);
    }

    @TestFactory
    Stream<DynamicTest> asANormalUserWithNamespacesDenied() throws IOException {
        return everyProgram(
                Machine.sandbox(Tier.LANDLOCK, Machine.asNormalUser(), Machine.denyingNamespaces()), Tier.LANDLOCK);
    }

    private Stream<DynamicTest> everyProgram(Sandbox sandbox, Tier tier) throws IOException {
        assertThat(sandbox.tier()).isEqualTo(tier);
        opened.add(sandbox);
        Bait bait = new Bait();
        opened.add(bait);
        ExecutorService threads = Executors.newFixedThreadPool(sandbox.slots());
        opened.add(threads::shutdownNow);
        Map<String, Future<Attack.Outcome>> outcomes = new LinkedHashMap<>();
        for (Path program : programs()) {
            Attack attack = Attack.of(program.getFileName().toString(), Files.readString(program));
            outcomes.put(attack.name(), threads.submit(() -> attack.on(sandbox, limits(attack), bait)));
        }
        assertThat(Files.readString(Path.of("docs/sandbox.md")))
                .contains("\n" + outcomes.size() + " programs, each a test");
        return outcomes.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    Attack.Outcome outcome = entry.getValue().get();
                    assertThat(outcome.held()).as(outcome.toString()).isTrue();
                }));
    }

    /** Short, but so that a busy machine does not turn one ending into another. */
    private static Limits limits(Attack attack) {
        Duration wall = attack.endings().equals(List.of("TIME")) ? Duration.ofMillis(300) : Duration.ofSeconds(60);
        return new Limits(wall, Duration.ofMillis(300), 128 << 20, 16, 16 << 20, 1 << 20);
    }

    private static List<Path> programs() throws IOException {
        List<Path> all = new ArrayList<>();
        for (Path folder : FOLDERS) {
            try (Stream<Path> files = Files.list(folder)) {
                all.addAll(files.sorted().toList());
            }
        }
        return all;
    }
}
