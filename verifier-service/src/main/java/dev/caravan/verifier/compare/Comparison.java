package dev.caravan.verifier.compare;

import dev.caravan.schemas.Completion;
import dev.caravan.schemas.Disagreement;
import dev.caravan.schemas.Occasion;
import dev.caravan.schemas.Scored;
import dev.caravan.schemas.Verdict;
import dev.caravan.schemas.VerdictStatus;
import dev.caravan.verifier.Judgement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A scored completion and what another verifier says about it.
 *
 * @param others the other verdicts, by the place of the live verdict that each stands against
 */
public record Comparison(Scored scored, SortedMap<Integer, Verdict> others) {

    /** Scores that are closer than this are the same: the mean of a few numbers depends on their order. */
    private static final double SAME = 1e-9;

    public Comparison {
        others = new TreeMap<>(others);
    }

    /** The reward that there is; null if there is none. */
    public @Nullable Double reward() {
        return scored.getReward();
    }

    /** The reward with the other verdicts in place of the live ones; null if one of all is an ERROR. */
    public @Nullable Double otherReward() {
        List<Verdict> verdicts = new ArrayList<>(scored.getVerdicts());
        others.forEach(verdicts::set);
        return new Judgement(verdicts, false, scored.getCompletion().getAggregation()).reward();
    }

    /** Whether the reward would be another, or there would be one where there is none, or the other way round. */
    public boolean changesReward() {
        Double before = reward();
        Double after = otherReward();
        if (before == null || after == null) {
            return before != null || after != null;
        }
        return Math.abs(before - after) > SAME;
    }

    /** Whether two verdicts say the same: status and, where it holds, score. */
    public static boolean agree(Verdict one, Verdict other) {
        return one.getStatus() == other.getStatus()
                && (one.getStatus() != VerdictStatus.SCORED || Math.abs(one.getScore() - other.getScore()) <= SAME);
    }

    /** What the verifiers do not agree about, as it goes to the topic. */
    public List<Disagreement> disagreements(Occasion occasion, Instant at) {
        List<Disagreement> found = new ArrayList<>();
        others.forEach((place, other) -> {
            Verdict live = scored.getVerdicts().get(place);
            if (!agree(live, other)) {
                found.add(disagreement(occasion, place, live, other, at));
            }
        });
        return found;
    }

    private Disagreement disagreement(Occasion occasion, int place, Verdict live, Verdict other, Instant at) {
        Completion completion = scored.getCompletion();
        Disagreement.Builder disagreement = Disagreement.newBuilder()
                .setCompletionId(completion.getId())
                .setGroupId(completion.getGroupId())
                .setIndex(completion.getIndex())
                .setRun(completion.getRun())
                .setStage(completion.getStage())
                .setStep(completion.getStep())
                .setSkill(completion.getSkill())
                .setOccasion(occasion)
                .setLive(live)
                .setOther(other)
                .setGroundTruth(completion.getVerifiers().get(place).getGroundTruth())
                .setText(completion.getText())
                .setAt(at);
        Double reward = reward();
        if (reward != null) {
            disagreement.setReward(reward);
        }
        Double otherReward = otherReward();
        if (otherReward != null) {
            disagreement.setOtherReward(otherReward);
        }
        return disagreement.build();
    }
}
