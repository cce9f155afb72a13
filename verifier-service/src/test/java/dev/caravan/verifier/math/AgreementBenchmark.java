package dev.caravan.verifier.math;

import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;

/**
 * Agreement with people over a hand-made set ({@code agreement}, or the one that the argument names), the pairs on which they do not
 * agree, and checks per second of one thread's CPU time. What Math-Verify makes of the same set is measured by {@code
 * verifier-service/tools/math_verify_agreement.py}.
 */
final class AgreementBenchmark {

    private static final int ROUNDS = 12;

    private AgreementBenchmark() {}

    public static void main(String[] args) throws IOException {
        List<AgreementSet> all = AgreementSet.of(args.length > 0 ? args[0] : "agreement");
        List<Submission> submissions =
                all.stream().map(AgreementSet::submission).toList();
        MathVerifier math = new MathVerifier();
        for (AgreementSet pair : all) {
            Verdict verdict = math.verify(pair.submission());
            if (isRight(verdict) != pair.right()) {
                System.out.println(pair + ": " + verdict);
            }
        }
        for (int round = 0; round < ROUNDS; round++) {
            int falseRight = 0;
            int falseWrong = 0;
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            for (int i = 0; i < all.size(); i++) {
                boolean right = isRight(math.verify(submissions.get(i)));
                falseRight += right && !all.get(i).right() ? 1 : 0;
                falseWrong += !right && all.get(i).right() ? 1 : 0;
            }
            double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "round %d: %,d checks, %,d agree, %d wrongly right, %d wrongly not right, %,.0f checks/s of CPU time%n",
                    round,
                    all.size(),
                    all.size() - falseRight - falseWrong,
                    falseRight,
                    falseWrong,
                    all.size() / seconds);
        }
    }

    private static boolean isRight(Verdict verdict) {
        return verdict instanceof Verdict.Scored scored && scored.score() == 1;
    }
}
