package dev.caravan.verifier;

import dev.caravan.schemas.Aggregation;
import dev.caravan.schemas.Verdict;
import dev.caravan.schemas.VerdictStatus;
import dev.caravan.schemas.VerifierSpec;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the verifiers of a prompt say about one completion.
 *
 * @param verdicts one per verifier, in the order asked for
 * @param retryHelps whether every ERROR among them may go away by itself
 * @param aggregation how the scores make the reward
 */
public record Judgement(List<Verdict> verdicts, boolean retryHelps, Aggregation aggregation) {

    public Judgement {
        verdicts = List.copyOf(verdicts);
    }

    /** A judgement whose reward is the mean. */
    public Judgement(List<Verdict> verdicts, boolean retryHelps) {
        this(verdicts, retryHelps, Aggregation.MEAN);
    }

    /** ERROR from each verifier, for a reason that is none of theirs; trying again does not help. */
    public static Judgement failure(List<VerifierSpec> specs, String reason) {
        return new Judgement(specs.stream().map(spec -> error(spec, reason)).toList(), false);
    }

    /** That a verifier was not asked. */
    public static Verdict error(VerifierSpec spec, String reason) {
        return Verdict.newBuilder()
                .setVerifier(spec.getName())
                .setVersion("")
                .setStatus(VerdictStatus.ERROR)
                .setScore(0)
                .setReason(reason)
                .setWeight(spec.getWeight())
                .build();
    }

    /** The same verdicts under another rule. */
    public Judgement by(Aggregation rule) {
        return new Judgement(verdicts, retryHelps, rule);
    }

    /** Whether any verdict is ERROR: then there is no reward. */
    public boolean failed() {
        return verdicts.stream().anyMatch(verdict -> verdict.getStatus() == VerdictStatus.ERROR);
    }

    /** What the aggregation makes of the scores, UNDECIDED counting as 0; null if any verdict is ERROR or there is none. */
    public @Nullable Double reward() {
        return verdicts.isEmpty() || failed() ? null : Rewards.combine(aggregation, verdicts);
    }

    /** ERROR if any verdict is; else SCORED if any is; else UNDECIDED. */
    public VerdictStatus status() {
        if (failed()) {
            return VerdictStatus.ERROR;
        }
        boolean scored = verdicts.stream().anyMatch(verdict -> verdict.getStatus() == VerdictStatus.SCORED);
        return scored ? VerdictStatus.SCORED : VerdictStatus.UNDECIDED;
    }

    /** The verdicts' reasons; with the verifiers' names if there are several. */
    public String reason() {
        if (verdicts.size() == 1) {
            return verdicts.get(0).getReason();
        }
        return verdicts.stream()
                .map(verdict -> verdict.getVerifier() + ": " + verdict.getReason())
                .collect(Collectors.joining("; "));
    }
}
