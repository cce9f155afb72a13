package dev.caravan.verifier.sandbox;

import dev.caravan.verifier.sandbox.program.Language;
import dev.caravan.verifier.sandbox.program.Limits;
import dev.caravan.verifier.sandbox.program.Program;
import dev.caravan.verifier.sandbox.program.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Programs per second and the time of one, in each tier that this machine allows; every answer is checked. */
final class SandboxBenchmark {

    private static final int ALONE = 300;
    private static final int TOGETHER = 1500;
    private static final Map<Language, String> TRIPLE = Map.of(
            Language.PYTHON, "print(3 * int(input()))",
            Language.JAVASCRIPT, "console.log(3 * Number(require('fs').readFileSync(0, 'utf8')))",
            Language.JAVA,
                    "class T { public static void main(String[] a) {"
                            + " System.out.println(3 * new java.util.Scanner(System.in).nextInt()); } }");

    private SandboxBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        try (Sandbox sandbox = Machine.sandbox(Tier.NAMESPACES)) {
            measure(sandbox, Language.PYTHON, ALONE, TOGETHER);
            measure(sandbox, Language.JAVASCRIPT, 10, 20);
            measure(sandbox, Language.JAVA, 5, 10);
        }
        try (Sandbox sandbox = Machine.sandbox(Tier.LANDLOCK, Machine.denyingNamespaces())) {
            measure(sandbox, Language.PYTHON, ALONE, TOGETHER);
        }
    }

    private static void measure(Sandbox sandbox, Language language, int alone, int together) throws Exception {
        for (int i = 0; i < Math.min(alone, 50); i++) {
            check(sandbox, language, i);
        }
        double[] milliseconds = new double[alone];
        for (int i = 0; i < alone; i++) {
            long start = System.nanoTime();
            check(sandbox, language, i);
            milliseconds[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(milliseconds);
        ExecutorService threads = Executors.newFixedThreadPool(sandbox.slots());
        long start = System.nanoTime();
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < together; i++) {
            int number = i;
            all.add(threads.submit(() -> check(sandbox, language, number)));
        }
        for (Future<?> each : all) {
            each.get();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        threads.shutdown();
        System.out.printf(
                Locale.ROOT,
                "%s %s: one at a time p50 %.1f ms, p95 %.1f ms; %d at a time %.0f programs/s; %d answers right%n",
                sandbox.tier(),
                language,
                milliseconds[alone / 2],
                milliseconds[alone * 95 / 100],
                sandbox.slots(),
                together / seconds,
                alone + together);
    }

    private static void check(Sandbox sandbox, Language language, int number) {
        Run run = sandbox.run(new Program(language, TRIPLE.get(language), Map.of(), Limits.DEFAULT), number + "\n");
        if (!run.stdout().equals(3 * number + "\n")) {
            throw new IllegalStateException("not " + 3 * number + ": " + run);
        }
    }
}
