package dev.caravan.verifier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.caravan.runtime.CaravanException;
import dev.caravan.verifier.sandbox.program.Ending;
import dev.caravan.verifier.sandbox.program.Language;
import dev.caravan.verifier.sandbox.program.Limits;
import dev.caravan.verifier.sandbox.program.Program;
import dev.caravan.verifier.sandbox.program.Run;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Java and JavaScript, where they are installed, in both tiers. */
class LanguagesTest {

    private static final Limits LIMITS =
            new Limits(Duration.ofSeconds(120), Duration.ofSeconds(60), 128 << 20, 16, 1 << 20, 1 << 20);

    private static Sandbox namespaces;
    private static Sandbox landlock;

    @BeforeAll
    static void start() {
        namespaces = Machine.sandbox(Tier.NAMESPACES);
        landlock = Machine.sandbox(Tier.LANDLOCK, Machine.denyingNamespaces());
    }

    @AfterAll
    static void stop() {
        for (Sandbox sandbox : new Sandbox[] {namespaces, landlock}) {
            if (sandbox != null) {
                sandbox.close();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NAMESPACES", "LANDLOCK"})
    void runsJavaScript(Tier tier) {
        // Given
        String source =
                """
                const fs = require("fs");
                const held = [];
                for (const attack of [
                  () => require("child_process").execSync("id"),
                  () => new (require("worker_threads").Worker)("1", { eval: true }) && fs.readFileSync("/etc/passwd"),
                  () => fs.writeFileSync("/usr/lib/x", ""),
                  () => process.kill(process.ppid, 9),
                  () => process.setuid(0),
                ]) {
                  try { attack(); held.push("through"); } catch (e) { held.push("held"); }
                }
                console.log(fs.readFileSync(0, "utf8").trim(), held.join(" "));
                """;

        // When
        Run run = run(tier, Language.JAVASCRIPT, source);

        // Then
        assertThat(run.stderr()).isEmpty();
        assertThat(run.stdout()).isEqualTo("in held held held held held\n");
        assertThat(run.ending()).isEqualTo(new Ending.Exited(0));
    }

    @ParameterizedTest
    @EnumSource(names = {"NAMESPACES", "LANDLOCK"})
    void runsJava(Tier tier) {
        // Given
        String source =
                """
                import java.nio.file.*;
                import java.util.*;
                import java.util.concurrent.*;

                public class Anything {
                    public static void main(String[] arguments) throws Exception {
                        List<Callable<Object>> attacks = List.of(
                                () -> Runtime.getRuntime().exec("id"),
                                () -> Files.readString(Path.of("/etc/passwd")),
                                () -> Files.writeString(Path.of("/usr/lib/x"), ""),
                                () -> new java.net.Socket("127.0.0.1", 80),
                                () -> new java.net.ServerSocket(0));
                        StringBuilder held = new StringBuilder(new Scanner(System.in).next());
                        for (Callable<Object> attack : attacks) {
                            try {
                                attack.call();
                                held.append(" through");
                            } catch (Exception e) {
                                held.append(" held");
                            }
                        }
                        System.out.println(held);
                    }
                }
                """;

        // When
        Run run = run(tier, Language.JAVA, source);

        // Then
        assertThat(run.stderr()).isEmpty();
        assertThat(run.stdout()).isEqualTo("in held held held held held\n");
        assertThat(run.ending()).isEqualTo(new Ending.Exited(0));
    }

    @Test
    void holdsJavaScriptToItsLimits() {
        // When
        Run heap =
                run(Tier.NAMESPACES, Language.JAVASCRIPT, "const a = []; for (;;) a.push(new Array(1e5).fill(0.5));");
        Run outside =
                run(Tier.NAMESPACES, Language.JAVASCRIPT, "const a = []; for (;;) a.push(Buffer.alloc(1 << 22, 1));");
        Run throwing = run(Tier.NAMESPACES, Language.JAVASCRIPT, "throw new Error('no')");

        // Then
        assertThat(heap.ending()).isEqualTo(new Ending.Killed(Ending.Reason.MEMORY));
        assertThat(outside.ending()).isEqualTo(new Ending.Killed(Ending.Reason.MEMORY));
        assertThat(throwing.ending()).isEqualTo(new Ending.Exited(1));
        assertThat(throwing.stderr()).contains("Error: no");
    }

    @Test
    void holdsJavaToItsLimits() {
        // When
        Run heap = run(
                Tier.NAMESPACES,
                Language.JAVA,
                "class M { public static void main(String[] a) { var l = new java.util.ArrayList<int[]>();"
                        + " while (true) l.add(new int[1 << 18]); } }");
        Run wrong = run(Tier.NAMESPACES, Language.JAVA, "class M { int x = \"s\"; }");

        // Then
        assertThat(heap.ending()).isEqualTo(new Ending.Killed(Ending.Reason.MEMORY));
        assertThat(wrong.ending()).isEqualTo(new Ending.Exited(1));
        assertThat(wrong.stderr()).contains("incompatible types: String cannot be converted to int");
    }

    @ParameterizedTest
    @EnumSource(names = {"NAMESPACES", "LANDLOCK"})
    void javaFindsItsClassesInAnArchiveOnceThatIsMade(Tier tier) {
        // Given
        String source =
                """
                import java.lang.management.ManagementFactory;
                import java.nio.file.*;
                class T {
                  public static void main(String[] a) throws Exception {
                    String option = "-XX:SharedArchiveFile=";
                    for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
                      if (argument.startsWith(option)) {
                        Path archive = Path.of(argument.substring(option.length()));
                        System.out.println(Files.exists(archive) && Files.size(archive) > 1 << 20 && !Files.isWritable(archive));
                      }
                    }
                  }
                }
                """;

        // When, Then
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() ->
                        assertThat(run(tier, Language.JAVA, source).stdout()).isEqualTo("true\n"));
    }

    private static Run run(Tier tier, Language language, String source) {
        try {
            return (tier == Tier.NAMESPACES ? namespaces : landlock)
                    .run(new Program(language, source, Map.of(), LIMITS), "in\n");
        } catch (CaravanException e) {
            assumeTrue(false, e.getMessage());
            throw e;
        }
    }
}
