package dev.caravan.cli.report;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Held-out accuracy of the model after one stage.
 *
 * @param stage name of the stage; {@code base} for the model that the run started from
 * @param overall right answers of all items
 * @param bySkill the same for each skill
 * @param seconds what the stage took, its evaluation included
 */
public record StageResult(String stage, Proportion overall, Map<String, Proportion> bySkill, double seconds) {

    public StageResult {
        bySkill = new TreeMap<>(bySkill);
    }

    /**
     * Counts right answers.
     *
     * @param skills skill of every item
     * @param right whether the item was answered rightly, in the same order
     */
    public static StageResult of(String stage, List<String> skills, boolean[] right, double seconds) {
        Map<String, int[]> counts = new TreeMap<>();
        int all = 0;
        for (int i = 0; i < right.length; i++) {
            int[] count = counts.computeIfAbsent(skills.get(i), skill -> new int[2]);
            count[0] += right[i] ? 1 : 0;
            count[1]++;
            all += right[i] ? 1 : 0;
        }
        Map<String, Proportion> bySkill = new TreeMap<>();
        counts.forEach((skill, count) -> bySkill.put(skill, new Proportion(count[0], count[1])));
        return new StageResult(stage, new Proportion(all, right.length), bySkill, seconds);
    }
}
