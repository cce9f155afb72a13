package dev.caravan.verifier.math;

import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Checks of GSM8K's reference solutions per second on one thread, half of them right; prints how many were judged as they should be. */
final class MathBenchmark {

    private static final int ROUNDS = 10;

    private MathBenchmark() {}

    public static void main(String[] args) throws IOException {
        if (!Gsm8k.isThere()) {
            System.out.println("GSM8K is not in the data folder beside the repository: nothing to measure");
            return;
        }
        List<Submission> submissions = new ArrayList<>();
        List<Gsm8k> all = Gsm8k.all();
        for (int i = 0; i < all.size(); i++) {
            submissions.add(Submission.of(all.get(i).solution(), all.get(i).answer()));
            submissions.add(Submission.of(
                    all.get(i).solution(), all.get((i + 1) % all.size()).answer()));
        }
        MathVerifier math = new MathVerifier();
        for (int round = 0; round < ROUNDS; round++) {
            int right = 0;
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            for (Submission submission : submissions) {
                if (math.verify(submission) instanceof Verdict.Scored scored && scored.score() == 1) {
                    right++;
                }
            }
            double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "round %d: %,d checks, %,d right (%,d expected, and %,d neighbours with an equal answer), %,.0f checks/s of CPU time%n",
                    round,
                    submissions.size(),
                    right,
                    all.size(),
                    right - all.size(),
                    submissions.size() / seconds);
        }
    }
}
