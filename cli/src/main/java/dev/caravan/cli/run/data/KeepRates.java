package dev.caravan.cli.run.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many of each skill's prompts to keep, so that those kept have the shares that were asked for. */
final class KeepRates {

    private KeepRates() {}

    /**
     * The largest rates with the right proportions: the scarcest skill (against its share) is kept whole. A skill without a
     * share is not kept.
     *
     * @param skills skill of every prompt
     * @param shares relative weight of each skill wanted; empty to keep all
     * @return rate in [0, 1] by skill
     */
    static Map<String, Double> of(List<String> skills, Map<String, Double> shares) {
        Map<String, Integer> counts = new TreeMap<>();
        skills.forEach(skill -> counts.merge(skill, 1, Integer::sum));
        Map<String, Double> rates = new HashMap<>();
        if (shares.isEmpty()) {
            counts.keySet().forEach(skill -> rates.put(skill, 1.0));
            return rates;
        }
        double scale = Double.POSITIVE_INFINITY;
        for (Map.Entry<String, Integer> count : counts.entrySet()) {
            Double share = shares.get(count.getKey());
            if (share != null) {
                scale = Math.min(scale, count.getValue() / share);
            }
        }
        for (Map.Entry<String, Integer> count : counts.entrySet()) {
            double wanted = shares.getOrDefault(count.getKey(), 0.0) * scale;
            rates.put(count.getKey(), Math.min(1, wanted / count.getValue()));
        }
        return rates;
    }
}
