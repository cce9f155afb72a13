package dev.caravan.cli.report;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What curation decided about the prompts of a run.
 *
 * @param kept prompts that stages may use
 * @param dropped dropped prompts by the rule that dropped them
 * @param decontaminated some of the prompts that an evaluation item gave away: prompt id and evidence
 * @param badRows rows of the sources that could not be used
 */
public record CurationSummary(int kept, Map<String, Integer> dropped, List<String> decontaminated, int badRows) {

    public CurationSummary {
        dropped = new TreeMap<>(dropped);
        decontaminated = List.copyOf(decontaminated);
    }
}
