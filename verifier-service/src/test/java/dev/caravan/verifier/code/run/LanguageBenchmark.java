package dev.caravan.verifier.code.run;

import dev.caravan.verifier.sandbox.Sandbox;
import dev.caravan.verifier.sandbox.SandboxSettings;
import dev.caravan.verifier.sandbox.program.Language;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The time of one function check and checks per second in each language; every second program is wrong, and every answer is checked. */
final class LanguageBenchmark {

    private static final Allowance ALLOWANCE = new Allowance(Duration.ofSeconds(20), 512);

    private LanguageBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxSettings.defaults(), FunctionRun.modules())) {
            measure(sandbox, Language.PYTHON, 100, "def f(x): return x + %d", "assert f(2) == 3");
            measure(sandbox, Language.JAVASCRIPT, 60, "const f = x => x + %d;", "assert.strictEqual(f(2), 3)");
            measure(
                    sandbox,
                    Language.JAVA,
                    20,
                    "class Solution { static int f(int x) { return x + %d; } }",
                    "assert Solution.f(2) == 3;");
        }
    }

    private static void measure(Sandbox sandbox, Language language, int count, String program, String test)
            throws Exception {
        FunctionRun functions = FunctionRun.in(sandbox, language);
        FunctionTests tests = new FunctionTests(null, null, List.of(test), "", "");
        double[] milliseconds = new double[count];
        for (int i = -2; i < count; i++) {
            long start = System.nanoTime();
            check(functions, program, tests, i);
            milliseconds[Math.max(0, i)] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(milliseconds);
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, sandbox.slots() / 2));
        long start = System.nanoTime();
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            all.add(threads.submit(() -> check(functions, program, tests, number)));
        }
        for (Future<?> each : all) {
            each.get();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        threads.shutdown();
        System.out.printf(
                Locale.ROOT,
                "%-10s %s: one at a time p50 %.0f ms, p95 %.0f ms; %d at a time %.1f checks/s%n",
                language,
                sandbox.tier(),
                milliseconds[count / 2],
                milliseconds[count * 95 / 100],
                sandbox.slots() / 2,
                count / seconds);
    }

    private static void check(FunctionRun functions, String program, FunctionTests tests, int number) {
        int right = Math.floorMod(number, 2);
        Tested tested = functions.run(String.format(Locale.ROOT, program, right), tests, ALLOWANCE);
        if (!(tested instanceof Tested.Ran ran) || ran.passed() != right) {
            throw new IllegalStateException("program " + number + " was judged wrongly: " + tested);
        }
    }
}
