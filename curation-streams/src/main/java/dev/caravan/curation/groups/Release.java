package dev.caravan.curation.groups;

import dev.caravan.schemas.Completion;
import dev.caravan.schemas.Group;
import dev.caravan.schemas.GroupOutcome;
import dev.caravan.schemas.Preference;
import dev.caravan.schemas.Purpose;
import dev.caravan.schemas.Scored;
import dev.caravan.schemas.VerdictStatus;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the completions of one request become when no more are waited for.
 *
 * <p>A completion whose verifier failed (a verdict ERROR, or a reward that is no number) is left out and named in the
 * reason: it is never a reward of 0. A group without all n, or with such completions, is PARTIAL. A TRAIN group whose
 * rewards are all equal has advantages of 0 and is DROPPED; its rewards are kept. Groups for other purposes are never
 * dropped.
 *
 * @param group the group to publish
 * @param pairs preference pairs of a PREFERENCE group; of others none
 */
record Release(Group group, List<Preference> pairs) {

    /**
     * @param arrived completions of one group, at least one, by index
     * @param at the time of release
     */
    static Release of(List<Scored> arrived, PairMiner miner, Instant at) {
        Completion first = arrived.get(0).getCompletion();
        List<Scored> usable = arrived.stream().filter(each -> !failed(each)).toList();
        List<Double> rewards = usable.stream()
                .filter(each -> each.getReward() != null)
                .map(Scored::getReward)
                .toList();
        List<String> notes = new ArrayList<>();
        String noSignal = first.getPurpose() == Purpose.TRAIN ? noSignal(rewards) : "";
        if (!noSignal.isEmpty()) {
            notes.add(noSignal);
        }
        boolean partial = noteAbsent(arrived, first.getN(), notes);
        List<Preference> pairs = List.of();
        if (first.getPurpose() == Purpose.PREFERENCE) {
            PairMiner.Mined mined = miner.mine(usable);
            pairs = mined.pairs();
            if (pairs.isEmpty()) {
                notes.add(mined.reason());
            }
        }
        GroupOutcome outcome =
                !noSignal.isEmpty() ? GroupOutcome.DROPPED : partial ? GroupOutcome.PARTIAL : GroupOutcome.COMPLETE;
        Group group = Group.newBuilder()
                .setGroupId(first.getGroupId())
                .setRun(first.getRun())
                .setStage(first.getStage())
                .setStep(first.getStep())
                .setPurpose(first.getPurpose())
                .setPromptId(first.getPromptId())
                .setSkill(first.getSkill())
                .setN(first.getN())
                .setOutcome(outcome)
                .setReason(String.join("; ", notes))
                .setRewards(rewards)
                .setScored(outcome == GroupOutcome.DROPPED ? List.of() : usable)
                .setReleasedAt(at)
                .build();
        return new Release(group, pairs);
    }

    private static boolean noteAbsent(List<Scored> arrived, int n, List<String> notes) {
        int before = notes.size();
        if (arrived.size() < n) {
            notes.add((n - arrived.size()) + " of " + n + " completions missing at the deadline");
        }
        List<String> failed = arrived.stream()
                .filter(Release::failed)
                .map(each -> each.getCompletion().getId())
                .toList();
        if (!failed.isEmpty()) {
            notes.add("no verdict on " + String.join(", ", failed));
        }
        return notes.size() > before;
    }

    private static String noSignal(List<Double> rewards) {
        if (rewards.size() < 2) {
            return "nothing to compare: " + (rewards.isEmpty() ? "no reward" : "one reward");
        }
        double first = rewards.get(0);
        return rewards.stream().allMatch(reward -> reward == first)
                ? "all " + rewards.size() + " rewards are " + show(first)
                : "";
    }

    private static boolean failed(Scored scored) {
        Double reward = scored.getReward();
        return (reward != null && !Double.isFinite(reward))
                || scored.getVerdicts().stream().anyMatch(verdict -> verdict.getStatus() == VerdictStatus.ERROR);
    }

    static String show(double reward) {
        return new DecimalFormat("0.####", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(reward);
    }
}
