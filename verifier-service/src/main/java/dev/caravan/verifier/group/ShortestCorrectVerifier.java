package dev.caravan.verifier.group;

import dev.caravan.verifier.spi.GroupVerifier;
import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code shortest_correct}: of the completions that the prompt's other verifiers find right, the shortest scores 1, the longest 0, the rest in
 * between by length in characters (code points); all score 1 if they are equally long. What is not right scores 0, however short: brevity
 * never pays for a wrong answer. Give it a small weight beside the verifier that says what is right.
 *
 * <p>The idea is the length reward of Kimi k1.5 (arXiv 2501.12599, section 2.3.3), which falls linearly from the shortest to the longest
 * response of a group. Departures: lengths are compared among right answers only, and the score is within 0 and 1.
 */
public final class ShortestCorrectVerifier implements GroupVerifier {

    private static final String RIGHT = "right";

    @Override
    public String name() {
        return "shortest_correct";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public List<Verdict> verifyGroup(List<Candidate> group) {
        double least = least(group.get(0).submission().options());
        List<Candidate> right =
                group.stream().filter(candidate -> isRight(candidate, least)).toList();
        int shortest =
                right.stream().mapToInt(ShortestCorrectVerifier::length).min().orElse(0);
        int longest =
                right.stream().mapToInt(ShortestCorrectVerifier::length).max().orElse(0);
        return group.stream()
                .map(candidate -> verdict(candidate, isRight(candidate, least), shortest, longest))
                .toList();
    }

    @Override
    public Optional<String> problem(String groundTruth, Options options) {
        try {
            least(options);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Verdict verdict(Candidate candidate, boolean right, int shortest, int longest) {
        if (candidate.reward().isEmpty()) {
            return new Verdict.Undecided("no other verifier says whether it is right");
        }
        if (!right) {
            return Verdict.wrong("not right");
        }
        int length = length(candidate);
        double score = longest == shortest ? 1 : (double) (longest - length) / (longest - shortest);
        return new Verdict.Scored(
                score, "right in " + length + " characters; the right ones have " + shortest + " to " + longest);
    }

    private static boolean isRight(Candidate candidate, double least) {
        return candidate.reward().isPresent() && candidate.reward().getAsDouble() >= least;
    }

    private static int length(Candidate candidate) {
        Submission submission = candidate.submission();
        return submission.completion().codePointCount(0, submission.completion().length());
    }

    /** The reward from which on an answer is right. */
    private static double least(Options options) {
        return options.only(Set.of(RIGHT)).number(RIGHT, 100, 1, 100) / 100.0;
    }
}
