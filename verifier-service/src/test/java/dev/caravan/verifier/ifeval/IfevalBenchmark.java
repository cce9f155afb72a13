package dev.caravan.verifier.ifeval;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.verifier.ifeval.IfevalRow.Asked;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * IFEval's 541 prompts on one thread: for each a response that follows all of its instructions, which must score 1, and for each of its
 * instructions that response changed so that it does not, which must score 0. Prints how many were judged as they should be, and the time.
 * With a file as argument it writes the responses there, for {@code src/test/oracle/ifeval_confirm.py} to ask the reference.
 */
final class IfevalBenchmark {

    private static final int ROUNDS = 5;

    private IfevalBenchmark() {}

    public static void main(String[] args) throws IOException {
        if (!IfevalRow.areThere()) {
            System.out.println("IFEval is not in the data folder beside the repository: nothing to measure");
            return;
        }
        List<Submission> good = new ArrayList<>();
        List<Submission> bad = new ArrayList<>();
        for (IfevalRow row : IfevalRow.all()) {
            String response = Obedience.to(row);
            good.add(row.submission(response));
            for (Asked one : row.asked()) {
                bad.add(row.submission(Disobedience.to(one, response)));
            }
        }
        if (args.length == 1) {
            write(Path.of(args[0]), good, bad);
        }
        IfevalVerifier verifier = new IfevalVerifier();
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            int right = scored(verifier, good, 1);
            int wrong = scored(verifier, bad, 0);
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "round %d: %d of %d followed score 1, %d of %d changed score 0, %.2f s, %,.0f checks/s%n",
                    round,
                    right,
                    good.size(),
                    wrong,
                    bad.size(),
                    seconds,
                    (good.size() + bad.size()) / seconds);
        }
    }

    private static int scored(IfevalVerifier verifier, List<Submission> submissions, double score) {
        int scored = 0;
        for (Submission submission : submissions) {
            if (verifier.verify(submission) instanceof Verdict.Scored verdict && verdict.score() == score) {
                scored++;
            }
        }
        return scored;
    }

    private static void write(Path file, List<Submission> good, List<Submission> bad) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<String> lines = new ArrayList<>();
        for (List<Submission> submissions : List.of(good, bad)) {
            for (Submission submission : submissions) {
                ObjectNode line = json.createObjectNode().put("followed", submissions == good);
                line.put("accuracy", submission.options().text("accuracy", ""));
                line.put("response", submission.completion()).put("ground_truth", submission.groundTruth());
                lines.add(line.toString());
            }
        }
        Files.write(file, lines);
    }
}
