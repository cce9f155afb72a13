package dev.caravan.verifier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.caravan.runtime.CaravanException;
import dev.caravan.verifier.code.run.Allowance;
import dev.caravan.verifier.code.run.FunctionRun;
import dev.caravan.verifier.code.run.FunctionTests;
import dev.caravan.verifier.code.run.Tested;
import dev.caravan.verifier.sandbox.program.Language;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Function tests where namespaces are denied, in every language that is installed. */
class FunctionTestsByTierTest {

    private static Sandbox landlock;

    @BeforeAll
    static void start() {
        try {
            landlock =
                    Sandbox.start(Machine.settings(Tier.LANDLOCK, Machine.denyingNamespaces()), FunctionRun.modules());
        } catch (CaravanException e) {
            assumeFalse(true, "no sandbox here, skipped: " + e.getMessage());
        }
    }

    @AfterAll
    static void stop() {
        if (landlock != null) {
            landlock.close();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PYTHON | def f(x): return x + 1 | assert f(1) == 2",
                "JAVASCRIPT | const f = x => x + 1 | assert.strictEqual(f(1), 2)",
                "JAVA | class Solution { static int f(int x) { return x + 1; } } | assert Solution.f(1) == 2;",
            })
    void functionTestsNeedNoNamespaces(Language language, String program, String test) {
        // Given
        FunctionTests tests = FunctionTests.of("[\"" + test + "\"]", language);

        // When
        Tested tested = run(language, program, tests);

        // Then
        assertThat(tested).isInstanceOfSatisfying(Tested.Ran.class, ran -> {
            assertThat(ran.first()).isEmpty();
            assertThat(ran.passed()).isEqualTo(1);
        });
    }

    private static Tested run(Language language, String program, FunctionTests tests) {
        try {
            return FunctionRun.in(landlock, language).run(program, tests, new Allowance(Duration.ofSeconds(20), 512));
        } catch (CaravanException e) {
            assumeFalse(String.valueOf(e.getMessage()).contains("cannot be run"), "skipped: " + e.getMessage());
            throw e;
        }
    }
}
