package dev.caravan.cli.recipe;

import java.util.Map;

/** Rules that all stages share. */
final class Checks {

    private Checks() {}

    static Map<String, Integer> data(String name, Map<String, Integer> data) {
        require(name.matches("[a-z0-9][a-z0-9-]*"), "name must be lower-case letters, digits and dashes", name);
        require(!name.equals("base") && !name.startsWith("base-"), "name must not begin with base", name);
        require(!data.isEmpty(), "data must name at least one source", data);
        data.forEach((source, count) -> require(count > 0, "data." + source + " must be positive", count));
        return Map.copyOf(data);
    }

    static Map<String, Double> shares(String name, Map<String, Double> shares) {
        shares.forEach((skill, share) ->
                require(share > 0 && !share.isInfinite(), name + ".shares." + skill + " must be positive", share));
        return Map.copyOf(shares);
    }

    private static void require(boolean holds, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", got " + value);
        }
    }
}
