package dev.caravan.verifier.code.run;

import dev.caravan.verifier.code.run.Tested.Ran;
import dev.caravan.verifier.sandbox.Sandbox;
import dev.caravan.verifier.sandbox.SandboxSettings;
import dev.caravan.verifier.sandbox.program.Language;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * HumanEval, MBPP, HumanEval+ and MBPP+: every canonical solution must score 1, and mutants of it what a plain interpreter says of them: 0, or 1
 * for a mutant that its tests do not catch. Arguments: mutants per problem (1); names of the sets (all four). Fails if any score is
 * another.
 */
final class CodeBenchmark {

    private static final Allowance ALLOWANCE = new Allowance(Duration.ofSeconds(10), 1024);
    private static final Allowance OF_MUTANTS = new Allowance(Duration.ofSeconds(4), 1024);

    private CodeBenchmark() {}

    public static void main(String[] args) throws Exception {
        if (!CodeProblem.isThere()) {
            System.out.println(
                    "HumanEval and MBPP are not in the data folder beside the repository: nothing to measure");
            return;
        }
        int mutants = args.length > 0 ? Integer.parseInt(args[0]) : 1;
        List<String> sets = args.length > 1
                ? List.of(args).subList(1, args.length)
                : List.of("HumanEval", "MBPP", "HumanEval+", "MBPP+");
        try (Sandbox sandbox = Sandbox.start(SandboxSettings.defaults(), FunctionRun.modules())) {
            int threads = Math.max(1, sandbox.slots() / 2);
            System.out.printf(Locale.ROOT, "tier %s, %d checks at a time%n", sandbox.tier(), threads);
            int faults = 0;
            for (String set : sets) {
                faults += measure(sandbox, threads, set, mutants);
            }
            if (faults > 0) {
                throw new IllegalStateException(faults + " scores are not what they should be");
            }
        }
    }

    private static int measure(Sandbox sandbox, int threads, String set, int mutants) throws Exception {
        List<CodeProblem> problems =
                switch (set) {
                    case "HumanEval" -> CodeProblem.humanEval();
                    case "MBPP" -> CodeProblem.mbpp();
                    case "HumanEval+" -> CodeProblem.humanEvalPlus(sandbox);
                    case "MBPP+" -> CodeProblem.mbppPlus(sandbox);
                    default -> throw new IllegalArgumentException(set);
                };
        FunctionRun functions = FunctionRun.in(sandbox, Language.PYTHON);
        long start = System.nanoTime();
        List<Check> canonical = all(
                threads,
                problems,
                problem -> List.of(check(functions, problem, problem.completion(), ALLOWANCE, true)));
        double seconds = (System.nanoTime() - start) / 1e9;
        List<Check> mutated = all(threads, problems, problem -> {
            List<Check> checks = new ArrayList<>();
            List<String> programs = problem.mutants(sandbox);
            for (int i = 0; i < Math.min(mutants, programs.size()); i++) {
                // Another slip for each problem, so that all kinds occur.
                String program = programs.get((i + Math.floorMod(problem.id().hashCode(), 7)) % programs.size());
                boolean passes = problem.passesPlainly(sandbox, program);
                checks.add(check(functions, problem, program, OF_MUTANTS, passes));
            }
            return checks;
        });
        report(set, canonical, seconds, mutated);
        int leftOut = problems.stream().mapToInt(CodeProblem::leftOut).sum();
        if (leftOut > 0) {
            System.out.printf(
                    Locale.ROOT, "  %d inputs left out: results of more than 100,000 characters, or 0.5 s%n", leftOut);
        }
        List<Check> faults = new ArrayList<>(canonical);
        faults.addAll(mutated);
        faults.removeIf(Check::isRight);
        faults.forEach(fault -> System.out.println("  " + fault));
        return faults.size();
    }

    private static void report(String set, List<Check> canonical, double seconds, List<Check> mutated) {
        List<Long> nanos = new ArrayList<>();
        canonical.forEach(check -> nanos.add(check.nanos()));
        Collections.sort(nanos);
        long caught = mutated.stream().filter(check -> !check.expected()).count();
        System.out.printf(
                Locale.ROOT,
                "%s: %d of %d canonical solutions score 1, %.1f programs/s, p50 %.1f ms, p99 %.1f ms; %d of %d caught mutants score 0, %d of %d uncaught score 1%n",
                set,
                canonical.stream().filter(Check::passed).count(),
                canonical.size(),
                canonical.size() / seconds,
                nanos.get(nanos.size() / 2) / 1e6,
                nanos.get(nanos.size() * 99 / 100) / 1e6,
                mutated.stream()
                        .filter(check -> !check.expected() && !check.passed())
                        .count(),
                caught,
                mutated.stream()
                        .filter(check -> check.expected() && check.passed())
                        .count(),
                mutated.size() - caught);
    }

    private static Check check(
            FunctionRun functions, CodeProblem problem, String program, Allowance allowance, boolean expected) {
        long start = System.nanoTime();
        Tested tested = functions.run(program, problem.tests(), allowance);
        long nanos = System.nanoTime() - start;
        boolean passed =
                tested instanceof Ran ran && ran.passed() == ran.tests().size();
        String what = tested instanceof Ran ran ? ran.first() : tested.toString();
        return new Check(problem.id(), program, expected, passed, what, nanos);
    }

    private static List<Check> all(int threads, List<CodeProblem> problems, Checks checks) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<List<Check>>> tasks = new ArrayList<>();
            problems.forEach(problem -> tasks.add(() -> checks.of(problem)));
            List<Check> all = new ArrayList<>();
            for (Future<List<Check>> done : pool.invokeAll(tasks)) {
                all.addAll(done.get());
            }
            return all;
        } finally {
            pool.shutdownNow();
        }
    }

    private interface Checks {
        List<Check> of(CodeProblem problem) throws Exception;
    }

    private record Check(String id, String program, boolean expected, boolean passed, String what, long nanos) {
        boolean isRight() {
            return passed == expected;
        }
    }
}
