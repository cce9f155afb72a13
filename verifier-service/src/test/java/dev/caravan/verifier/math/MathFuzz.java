package dev.caravan.verifier.math;

import dev.caravan.verifier.math.openinstruct.Gsm8kVerifier;
import dev.caravan.verifier.math.openinstruct.OpenInstructMathVerifier;
import dev.caravan.verifier.math.openinstruct.StrictMathVerifier;
import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import dev.caravan.verifier.spi.Verifier;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Throws random and mutated answers at the verifiers for so many seconds (argument 1; argument 2 is the seed) and fails on: anything
 * thrown, a verdict that differs the second time, a usable reference that is not the same as itself, a check of more than two
 * seconds of CPU time.
 */
final class MathFuzz {

    private static final long MAX_NANOS = 2_000_000_000L;

    private static final List<Verifier> VERIFIERS =
            List.of(new MathVerifier(), new Gsm8kVerifier(), new OpenInstructMathVerifier(), new StrictMathVerifier());

    private MathFuzz() {}

    public static void main(String[] args) throws IOException {
        long seconds = args.length > 0 ? Long.parseLong(args[0]) : 60;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime();
        AnswerSoup soup = new AnswerSoup(seed);
        List<AgreementSet> known = AgreementSet.all();
        List<String> findings = new ArrayList<>();
        long checks = 0;
        long slowest = 0;
        String slowestPair = "";
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        for (int i = 0; System.nanoTime() < end && findings.size() < 20; i++) {
            AgreementSet pair = known.get(i % known.size());
            String truth = i % 3 == 0 ? soup.answer() : i % 3 == 1 ? soup.mutated(pair.reference()) : pair.reference();
            String answer = soup.mutated(soup.mutated(pair.answer()));
            List<String> completions = List.of(soup.completion(), "\\boxed{" + answer + "}", "The answer is " + answer);
            for (Verifier verifier : VERIFIERS) {
                if (verifier.problem(truth, Options.NONE).isPresent()) {
                    continue;
                }
                for (String completion : completions) {
                    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                    check(verifier, completion, truth, findings);
                    long taken = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
                    if (taken > slowest) {
                        slowest = taken;
                        slowestPair = completion + " for " + truth;
                    }
                    checks += 2;
                }
            }
            sameAsItself(truth, findings);
            if (slowest > MAX_NANOS) {
                findings.add("slow: one of " + completions + " for " + truth);
                slowest = 0;
            }
        }
        findings.forEach(System.out::println);
        System.out.printf(
                Locale.ROOT,
                "seed %d: %,d checks, %d findings, slowest pair %d ms: %s%n",
                seed,
                checks,
                findings.size(),
                slowest / 1_000_000,
                slowestPair);
        System.exit(findings.isEmpty() ? 0 : 1);
    }

    private static void check(Verifier verifier, String completion, String truth, List<String> findings) {
        try {
            Verdict first = verifier.verify(Submission.of(completion, truth));
            Verdict second = verifier.verify(Submission.of(completion, truth));
            if (!first.equals(second) || first instanceof Verdict.Failed) {
                findings.add(
                        verifier.name() + " says " + first + " and " + second + " of " + completion + " for " + truth);
            }
        } catch (RuntimeException | StackOverflowError e) {
            StackTraceElement[] trace = e.getStackTrace();
            findings.add(verifier.name() + " throws " + e + " at " + (trace.length > 0 ? trace[0] : "?") + " on "
                    + completion + " for " + truth);
        }
    }

    /** Of answers that are boxed whole: an unbalanced brace or a mark in the reference makes another text of it. */
    private static void sameAsItself(String truth, List<String> findings) {
        MathVerifier math = new MathVerifier();
        boolean whole = truth.chars().noneMatch(c -> "{}#\\".indexOf(c) >= 0)
                && math.problem(truth, Options.NONE).isEmpty();
        if (whole
                && !(math.verify(Submission.of("\\boxed{" + truth + "}", truth)) instanceof Verdict.Scored scored
                        && scored.score() == 1)) {
            findings.add("not the same as itself: " + truth);
        }
    }
}
