package dev.caravan.learner.stage;

import dev.caravan.schemas.Completion;
import dev.caravan.schemas.FinishReason;
import dev.caravan.schemas.Group;
import dev.caravan.schemas.GroupOutcome;
import dev.caravan.schemas.Scored;
import dev.caravan.schemas.Span;
import java.util.Map;
import java.util.TreeMap;

/** What the groups of one step say about the policy and the workers. */
final class GroupMetrics {

    private final long version;
    private double rewardSum;
    private int rewards;
    private int groups;
    private int live;
    private int partial;
    private int dropped;
    private int refused;
    private int completions;
    private int truncated;
    private long tokens;
    private long versionsBehind;
    private long mostVersionsBehind;

    /** @param version that the step trains */
    GroupMetrics(long version) {
        this.version = version;
    }

    /**
     * Counts a group.
     *
     * @param hasSignal whether anything of it is trained on
     */
    void add(Group group, boolean hasSignal) {
        groups++;
        live += hasSignal ? 1 : 0;
        partial += group.getOutcome() == GroupOutcome.PARTIAL ? 1 : 0;
        dropped += group.getOutcome() == GroupOutcome.DROPPED ? 1 : 0;
        for (double reward : group.getRewards()) {
            rewardSum += reward;
            rewards++;
        }
        for (Scored scored : group.getScored()) {
            add(scored.getCompletion());
        }
    }

    /** Counts a completion by unknown weights. */
    void refused() {
        refused++;
    }

    /**
     * Everything by name. {@code reward} is over all completions, dropped groups included; lengths and staleness are over groups that were
     * not dropped, since the others come without their completions. Staleness is in versions, its mean over tokens.
     */
    Map<String, Double> all() {
        Map<String, Double> metrics = new TreeMap<>();
        if (rewards > 0) {
            metrics.put("reward", rewardSum / rewards);
        }
        metrics.put("live_groups", share(live, groups));
        metrics.put("partial_groups", share(partial, groups));
        metrics.put("dropped_groups", share(dropped, groups));
        metrics.put("refused_completions", (double) refused);
        if (completions > 0) {
            metrics.put("completion_length", (double) tokens / completions);
            metrics.put("truncated", share(truncated, completions));
        }
        if (tokens > 0) {
            metrics.put("staleness", (double) versionsBehind / tokens);
            metrics.put("staleness_max", (double) mostVersionsBehind);
        }
        return metrics;
    }

    private void add(Completion completion) {
        completions++;
        truncated += completion.getFinishReason() == FinishReason.LENGTH ? 1 : 0;
        tokens += completion.getTokens().size();
        for (Span span : completion.getSpans()) {
            long behind = version - span.getVersion();
            versionsBehind += behind * (span.getTo() - span.getFrom());
            mostVersionsBehind = Math.max(mostVersionsBehind, behind);
        }
    }

    private static double share(int part, int whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
