package dev.caravan.cli.tasks;

import java.util.EnumMap;
import java.util.Map;

/**
 * What to draw: how often each skill, and how hard.
 *
 * @param shares relative weight of each skill; those not named are not drawn
 * @param difficulty width of the operands' ranges relative to the quickstart's, in (0, 10]
 */
public record TaskMix(Map<Skill, Double> shares, double difficulty) {

    public TaskMix {
        shares = Map.copyOf(shares);
        if (shares.isEmpty()) {
            throw new IllegalArgumentException("skills must name at least one of " + Skill.labels());
        }
        shares.forEach((skill, share) -> {
            if (!(share > 0) || share.isInfinite()) {
                throw new IllegalArgumentException("skills." + skill.label() + " must be positive, got " + share);
            }
        });
        if (!(difficulty > 0 && difficulty <= 10)) {
            throw new IllegalArgumentException("difficulty must be in (0, 10], got " + difficulty);
        }
    }

    /** The shares in a mutable map in the order of the skills, scaled to nothing in particular. */
    EnumMap<Skill, Double> ordered() {
        return new EnumMap<>(shares);
    }
}
