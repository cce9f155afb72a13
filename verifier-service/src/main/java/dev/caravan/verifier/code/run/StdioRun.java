package dev.caravan.verifier.code.run;

import dev.caravan.verifier.code.run.StdioTests.StdioTest;
import dev.caravan.verifier.code.run.Tested.Ran;
import dev.caravan.verifier.code.run.Tested.Test;
import dev.caravan.verifier.code.run.Tested.Unusable;
import dev.caravan.verifier.sandbox.program.Ending;
import dev.caravan.verifier.sandbox.program.Language;
import dev.caravan.verifier.sandbox.program.Limits;
import dev.caravan.verifier.sandbox.program.Program;
import dev.caravan.verifier.sandbox.program.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Runs a program once per test, each time in a fresh sandbox, and compares what it prints here, where the program is not. */
public final class StdioRun {

    /** What all runs of one program may take together, waits for a slot left out; tests that this leaves no time for have failed. */
    public static final Duration MOST = Duration.ofSeconds(90);

    private static final int LEAST_OUTPUT = 64 << 10;
    private static final int SHOWN = 80;

    private final BiFunction<Program, String, Run> sandbox;

    public StdioRun(BiFunction<Program, String, Run> sandbox) {
        this.sandbox = sandbox;
    }

    /** Runs all tests, or only up to the first that fails. */
    public Tested run(
            Language language,
            String source,
            StdioTests tests,
            Allowance allowance,
            OutputComparison comparison,
            boolean all) {
        List<Test> done = new ArrayList<>();
        String first = "";
        Duration spent = Duration.ZERO;
        for (StdioTest test : tests.tests()) {
            int number = done.size() + 1;
            if (spent.compareTo(MOST) > 0) {
                first = first.isEmpty() ? "test " + number + ": no time was left" : first;
                done.add(new Test(false, Duration.ZERO));
                continue;
            }
            Limits limits = allowance.ofPrinting(
                    Math.max(LEAST_OUTPUT, 2 * test.output().length()));
            Run run = sandbox.apply(new Program(language, source, Map.of(), limits), test.input());
            spent = spent.plus(run.wall());
            try {
                String problem = problem(run, test, limits, comparison);
                done.add(new Test(problem.isEmpty(), run.wall()));
                if (!problem.isEmpty() && first.isEmpty()) {
                    first = "test " + number + ": " + problem;
                    if (!all && number < tests.tests().size()) {
                        first += "; the tests after it were not run";
                        break;
                    }
                }
            } catch (BrokenSandboxException e) {
                return new Unusable(String.valueOf(e.getMessage()), true);
            }
        }
        while (done.size() < tests.tests().size()) {
            done.add(new Test(false, Duration.ZERO));
        }
        return new Ran(done, first);
    }

    private static String problem(Run run, StdioTest test, Limits limits, OutputComparison comparison)
            throws BrokenSandboxException {
        if (!(run.ending() instanceof Ending.Exited exited) || exited.code() != 0) {
            String stderr = run.stderr().strip();
            String last = shown(stderr.substring(stderr.lastIndexOf('\n') + 1));
            return Endings.told(run.ending(), limits) + (last.isEmpty() ? "" : ": " + last);
        }
        return comparison.matches(run.stdout(), test.output())
                ? ""
                : "printed '" + shown(run.stdout()) + "', not '" + shown(test.output()) + "'";
    }

    private static String shown(String text) {
        String cut = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
        return cut.strip().replace("\n", "⏎");
    }
}
