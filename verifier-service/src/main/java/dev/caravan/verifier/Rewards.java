package dev.caravan.verifier;

import dev.caravan.schemas.Aggregation;
import dev.caravan.schemas.Verdict;
import dev.caravan.schemas.VerifierSpec;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The rules that make one reward of several scores. */
final class Rewards {

    private Rewards() {}

    /** The reward of verdicts, at least one, none of them ERROR. */
    static double combine(Aggregation rule, List<Verdict> verdicts) {
        return switch (rule) {
            case MEAN ->
                sum(verdicts)
                        / verdicts.stream().mapToDouble(Verdict::getWeight).sum();
            case SUM -> sum(verdicts);
            case MIN -> verdicts.stream().mapToDouble(Verdict::getScore).min().orElseThrow();
            case MAX -> verdicts.stream().mapToDouble(Verdict::getScore).max().orElseThrow();
            case PRODUCT ->
                verdicts.stream()
                        .mapToDouble(verdict -> Math.pow(verdict.getScore(), verdict.getWeight()))
                        .reduce(1, (left, right) -> left * right);
        };
    }

    /** What is wrong with these verifiers under a rule; empty if nothing is. */
    static Optional<String> problem(Aggregation rule, List<VerifierSpec> specs) {
        boolean ignoresWeights = rule == Aggregation.MIN || rule == Aggregation.MAX;
        return ignoresWeights && specs.stream().anyMatch(spec -> spec.getWeight() != 1)
                ? Optional.of("weights mean nothing to the aggregation "
                        + rule.name().toLowerCase(Locale.ROOT) + "; leave them out or use mean, sum or product")
                : Optional.empty();
    }

    private static double sum(List<Verdict> verdicts) {
        return verdicts.stream()
                .mapToDouble(verdict -> verdict.getWeight() * verdict.getScore())
                .sum();
    }
}
