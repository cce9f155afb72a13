package dev.caravan.verifier.compare;

import dev.caravan.schemas.Completion;
import dev.caravan.schemas.Disagreement;
import dev.caravan.schemas.Purpose;
import dev.caravan.schemas.Scored;
import dev.caravan.schemas.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What another verifier would have made of history.
 *
 * @param completions that were scored again
 * @param liveVersions versions of the verdicts that there were
 * @param otherVersions versions of the verdicts beside them
 * @param changes verdicts by what they were and are, those that agree included
 * @param before mean reward as it was
 * @param after mean reward as it would be
 * @param raised completions whose reward would be higher
 * @param lowered completions whose reward would be lower
 * @param lostOrGained completions that would have a reward where they have none, or none where they have one
 * @param groups what would become of the training groups
 * @param examples a few disagreements of each kind of change
 */
public record RescoreReport(
        long completions,
        SortedSet<String> liveVersions,
        SortedSet<String> otherVersions,
        SortedMap<Change, Long> changes,
        Mean before,
        Mean after,
        long raised,
        long lowered,
        long lostOrGained,
        GroupSignals groups,
        SortedMap<Change, List<Disagreement>> examples) {

    /** What a verdict says, roughly. */
    public enum Says {
        RIGHT,
        PARTLY,
        WRONG,
        UNDECIDED,
        ERROR;

        static Says of(Verdict verdict) {
            return switch (verdict.getStatus()) {
                case ERROR -> ERROR;
                case UNDECIDED -> UNDECIDED;
                case SCORED -> verdict.getScore() == 1 ? RIGHT : verdict.getScore() == 0 ? WRONG : PARTLY;
            };
        }
    }

    /**
     * From one verdict to another.
     *
     * @param agree whether they say the same; two that say PARTLY may not
     */
    public record Change(Says from, Says to, boolean agree) implements Comparable<Change> {
        static Change of(Verdict live, Verdict other) {
            return new Change(Says.of(live), Says.of(other), Comparison.agree(live, other));
        }

        @Override
        public int compareTo(Change change) {
            int byFrom = from.compareTo(change.from);
            int byTo = byFrom != 0 ? byFrom : to.compareTo(change.to);
            return byTo != 0 ? byTo : Boolean.compare(change.agree, agree);
        }
    }

    /** A mean of those that have a reward. */
    public record Mean(long count, double sum) {
        static final Mean NONE = new Mean(0, 0);

        Mean plus(double value) {
            return new Mean(count + 1, sum + value);
        }

        /** The mean; 0 of none. */
        public double value() {
            return count == 0 ? 0 : sum / count;
        }
    }

    /** Verdicts that do not agree. */
    public long disagreements() {
        return changes.entrySet().stream()
                .filter(change -> !change.getKey().agree())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Verdicts compared. */
    public long verdicts() {
        return changes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Adds comparisons up. */
    static final class Builder {
        private final int mostExamples;
        private final Map<String, GroupSignals.Group> groups = new HashMap<>();
        private final SortedSet<String> liveVersions = new TreeSet<>();
        private final SortedSet<String> otherVersions = new TreeSet<>();
        private final SortedMap<Change, Long> changes = new TreeMap<>();
        private final SortedMap<Change, List<Disagreement>> examples = new TreeMap<>();
        private Mean before = Mean.NONE;
        private Mean after = Mean.NONE;
        private long completions;
        private long raised;
        private long lowered;
        private long lostOrGained;

        Builder(int mostExamples) {
            this.mostExamples = mostExamples;
        }

        /** Whether this completion was not seen before: a completion may be scored twice. */
        boolean isFirst(Scored scored) {
            Completion completion = scored.getCompletion();
            return groups.computeIfAbsent(
                            completion.getGroupId(),
                            id -> new GroupSignals.Group(completion.getPurpose() == Purpose.TRAIN))
                    .isFirst(completion.getIndex());
        }

        void add(Comparison comparison, List<Disagreement> disagreements) {
            completions++;
            comparison.others().forEach((place, other) -> {
                Verdict live = comparison.scored().getVerdicts().get(place);
                changes.merge(Change.of(live, other), 1L, Long::sum);
                liveVersions.add(live.getVersion());
                otherVersions.add(other.getVersion());
            });
            for (Disagreement each : disagreements) {
                List<Disagreement> kept = examples.computeIfAbsent(
                        Change.of(each.getLive(), each.getOther()), change -> new ArrayList<>());
                if (kept.size() < mostExamples) {
                    kept.add(each);
                }
            }
            addRewards(comparison);
        }

        private void addRewards(Comparison comparison) {
            Double reward = comparison.reward();
            Double other = comparison.otherReward();
            GroupSignals.Group group =
                    groups.get(comparison.scored().getCompletion().getGroupId());
            if (reward != null) {
                before = before.plus(reward);
            }
            if (other != null) {
                after = after.plus(other);
            }
            if (group != null) {
                group.add(reward, other);
            }
            if (!comparison.changesReward()) {
                return;
            }
            if (reward == null || other == null) {
                lostOrGained++;
            } else if (other > reward) {
                raised++;
            } else {
                lowered++;
            }
        }

        RescoreReport build() {
            return new RescoreReport(
                    completions,
                    liveVersions,
                    otherVersions,
                    changes,
                    before,
                    after,
                    raised,
                    lowered,
                    lostOrGained,
                    GroupSignals.of(groups.values()),
                    examples);
        }
    }
}
