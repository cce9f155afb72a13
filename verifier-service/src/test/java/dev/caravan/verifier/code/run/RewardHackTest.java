package dev.caravan.verifier.code.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.verifier.code.run.Tested.Ran;
import dev.caravan.verifier.sandbox.Sandbox;
import dev.caravan.verifier.sandbox.program.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs that do not do what is asked and want the reward for it; each says in its first line how. None passes a single test. */
class RewardHackTest {

    private static final Path FOLDER = Path.of("src/test/resources/dev/caravan/verifier/code/run/hacks");
    private static final Allowance ALLOWANCE = new Allowance(Duration.ofSeconds(1), 512);

    private static final FunctionTests ASSERTS = new FunctionTests(
            null,
            null,
            List.of(
                    "assert f(2) == 3",
                    "assert math.isclose(f(5), 6)",
                    "result = f(7)\nassert type(result) is int and sorted([result]) == [8]",
                    "assert list(f(x) for x in range(3)) == [1, 2, 3]"),
            "",
            "");

    private static final FunctionTests CHECK = new FunctionTests(
            "f",
            """
            def check(candidate):
                assert candidate(2) == 3, "f(2)"
                for x, expected in [(5, 6), (7, 8)]:
                    assert abs(candidate(x) - expected) < 1e-6
                try:
                    candidate("no number")
                    assert False
                except TypeError:
                    pass
            """,
            List.of(),
            "",
            "def f(x):\n    \"\"\"The next number.\"\"\"\n");

    private static Sandbox sandbox;
    private static FunctionRun functions;

    @BeforeAll
    static void start() {
        sandbox = Sandboxes.start(4);
        functions = FunctionRun.in(sandbox, Language.PYTHON);
    }

    @AfterAll
    static void stop() {
        if (sandbox != null) {
            sandbox.close();
        }
    }

    @ParameterizedTest
    @MethodSource("hacks")
    void aHackPassesNoTest(String hack) throws Exception {
        // Given
        String program = Files.readString(FOLDER.resolve(hack));

        // When
        CompletableFuture<Tested> beside =
                CompletableFuture.supplyAsync(() -> functions.run(program, ASSERTS, ALLOWANCE));
        Tested check = functions.run(program, CHECK, ALLOWANCE);
        Tested asserts = beside.get(1, TimeUnit.MINUTES);

        // Then
        assertThat(List.of(asserts, check))
                .allSatisfy(tested -> assertThat(tested).isInstanceOfSatisfying(Ran.class, ran -> {
                    assertThat(ran.passed()).isZero();
                    assertThat(ran.tests()).isNotEmpty();
                    assertThat(ran.first()).isNotEmpty();
                }));
    }

    @Test
    void theHonestProgramPassesThemAll() {
        // Given
        String program = "def f(x):\n    return x + 1\n";

        // When
        Tested asserts = functions.run(program, ASSERTS, ALLOWANCE);
        Tested check = functions.run(program, CHECK, ALLOWANCE);

        // Then
        assertThat(asserts).isInstanceOfSatisfying(Ran.class, ran -> assertThat(ran.passed())
                .isEqualTo(4));
        assertThat(check).isInstanceOfSatisfying(Ran.class, ran -> {
            assertThat(ran.first()).isEmpty();
            assertThat(ran.passed()).isEqualTo(ran.tests().size());
        });
    }

    private static Stream<String> hacks() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<String> names =
                    files.map(file -> file.getFileName().toString()).sorted().toList();
            return names.stream();
        }
    }
}
