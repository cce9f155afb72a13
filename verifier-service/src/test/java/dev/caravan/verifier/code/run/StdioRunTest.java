package dev.caravan.verifier.code.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.caravan.runtime.CaravanException;
import dev.caravan.verifier.code.run.StdioTests.StdioTest;
import dev.caravan.verifier.code.run.Tested.Ran;
import dev.caravan.verifier.code.run.Tested.Unusable;
import dev.caravan.verifier.sandbox.Sandbox;
import dev.caravan.verifier.sandbox.program.Ending;
import dev.caravan.verifier.sandbox.program.Language;
import dev.caravan.verifier.sandbox.program.Run;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StdioRunTest {

    private static final Allowance ALLOWANCE = new Allowance(Duration.ofSeconds(1), 256);
    private static final OutputComparison EXACT = new OutputComparison(BigDecimal.ZERO);
    private static final StdioTests SUMS = new StdioTests(
            List.of(new StdioTest("1 2\n", "3\n"), new StdioTest("10 20\n", "30\n"), new StdioTest("5 5\n", "10")));

    private static Sandbox sandbox;

    @BeforeAll
    static void start() {
        sandbox = Sandboxes.start(2);
    }

    @AfterAll
    static void stop() {
        if (sandbox != null) {
            sandbox.close();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a, b = map(int, input().split())⏎print(a + b) | 3/3",
                "import sys⏎print(sum(map(int, sys.stdin.read().split()))) | 3/3",
                "print(sum(map(int, open(0).read().split()))) | 3/3",
                "def main():⏎  print(sum(map(int, input().split())))⏎if __name__ == '__main__':⏎  main() | 3/3",
                "print(sum(map(int, input().split())), end='\\n\\n') | 3/3",
                "print(30) | 1/3 test 1: printed '30', not '3'",
                "pass | 0/3 test 1: printed '', not '3'",
                "print(3)⏎raise ValueError('no') | 0/3 test 1: it ended with exit code 1: ValueError: no",
                "print(3 | 0/3 test 1: it ended with exit code 1: SyntaxError: '(' was never closed",
                "import os⏎print(3, flush=True)⏎os._exit(7) | 0/3 test 1: it ended with exit code 7",
            })
    void runsAProgramOncePerTest(String program, String outcome) {
        // When
        Tested tested = new StdioRun(sandbox::run)
                .run(Language.PYTHON, program.replace('⏎', '\n'), SUMS, ALLOWANCE, EXACT, true);

        // Then
        assertThat(outcome(tested)).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "while True: print('x' * 10000)",
                "import sys⏎while True: sys.stderr.write('x' * 10000)",
                "while True: pass",
                "import time⏎time.sleep(60)",
                "import os⏎if os.fork(): os._exit(0)⏎print(3)",
                "import os⏎for path, _, names in os.walk('/'):⏎  for name in names:⏎    if 'expected' in name or 'output' in name: print(open(path + '/' + name).read())⏎print(-1)",
                "import glob⏎print(glob.glob('*') + glob.glob('/box/*') + glob.glob('/tmp/*'))",
            })
    void whatDoesNotEndOrLooksForTheOutputsPassesNothing(String program) {
        // When
        Tested tested = new StdioRun(sandbox::run)
                .run(Language.PYTHON, program.replace('⏎', '\n'), SUMS, ALLOWANCE, EXACT, false);

        // Then
        assertThat(outcome(tested)).startsWith("0/3 test 1: ").endsWith("; the tests after it were not run");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "JAVA | import java.util.Scanner;⏎public class Main {⏎  public static void main(String[] args) {⏎    Scanner in = new Scanner(System.in);⏎    System.out.println(in.nextInt() + in.nextInt());⏎  }⏎} | 1/1",
                "JAVA | public class Main { public static void main(String[] args) { System.out.println(4); } } | 0/1 test 1: printed '4', not '3'",
                "JAVASCRIPT | const [a, b] = require('fs').readFileSync(0, 'utf8').split(' ').map(Number);⏎console.log(a + b); | 1/1",
                "JAVASCRIPT | console.log(process.argv.length > 99 ? 3 : 4) | 0/1 test 1: printed '4', not '3'",
            })
    void runsJavaAndJavaScript(Language language, String program, String outcome) {
        // Given
        StdioTests sum = new StdioTests(List.of(new StdioTest("1 2\n", "3\n")));
        Allowance roomy = new Allowance(Duration.ofSeconds(20), 1024);

        // When
        Tested tested = runIfInstalled(language, program.replace('⏎', '\n'), sum, roomy);

        // Then
        assertThat(outcome(tested)).isEqualTo(outcome);
    }

    @Test
    void aRunLeavesNothingForTheNext() {
        // Given
        String counter =
                """
                import os
                seen = os.path.exists("seen")
                try:
                    open("seen", "w").close()
                except OSError:
                    pass
                print("again" if seen else "first")
                """;
        StdioTests twice = new StdioTests(List.of(new StdioTest("", "first"), new StdioTest("", "first")));

        // When
        Tested tested = new StdioRun(sandbox::run).run(Language.PYTHON, counter, twice, ALLOWANCE, EXACT, true);

        // Then
        assertThat(outcome(tested)).isEqualTo("2/2");
    }

    @Test
    void aBrokenSandboxIsNoFaultOfTheProgram() {
        // Given
        Run broken = new Run(new Ending.Broken("no more slots"), "3\n", "", Duration.ZERO);

        // When
        Tested tested =
                new StdioRun((program, stdin) -> broken).run(Language.PYTHON, "print(3)", SUMS, ALLOWANCE, EXACT, true);

        // Then
        assertThat(tested).isEqualTo(new Unusable("the sandbox failed: no more slots", true));
    }

    private static Tested runIfInstalled(Language language, String program, StdioTests tests, Allowance allowance) {
        try {
            return new StdioRun(sandbox::run).run(language, program, tests, allowance, EXACT, true);
        } catch (CaravanException e) {
            return abort("skipped: " + e.getMessage());
        }
    }

    private static String outcome(Tested tested) {
        return tested instanceof Ran ran
                ? (ran.passed() + "/" + ran.tests().size() + " " + ran.first()).strip()
                : tested.toString();
    }
}
