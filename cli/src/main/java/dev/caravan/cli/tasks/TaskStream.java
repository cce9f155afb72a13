package dev.caravan.cli.tasks;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An endless sequence of exercises of one {@link Split}: a function of mix, split and seed. Not thread-safe.
 *
 * <p>A distinct stream never asks the same question twice, and ends: a skill with few problems (the multiplication table has
 * four in its held-out part) is left out once it has run dry, so that no problem counts for more than one in an accuracy.
 */
public final class TaskStream {

    /** Draws in a row without a new question after which a skill counts as dry. */
    private static final int DRY = 400;

    private final EnumMap<Skill, Double> shares;
    private final Split split;
    private final boolean distinct;
    private final Draw draw;
    private final Set<String> asked = new HashSet<>();

    private TaskStream(TaskMix mix, Split split, long seed, boolean distinct) {
        this.shares = mix.ordered();
        this.split = split;
        this.distinct = distinct;
        this.draw = new Draw(seed, mix.difficulty());
    }

    /** Exercises that may come again. Never ends for a mix that has problems of that split at all. */
    public static TaskStream endless(TaskMix mix, Split split, long seed) {
        return new TaskStream(mix, split, seed, false);
    }

    /** Exercises whose questions all differ. */
    public static TaskStream distinct(TaskMix mix, Split split, long seed) {
        return new TaskStream(mix, split, seed, true);
    }

    /** The next exercise, or nothing if every skill has run dry. */
    public Optional<Task> next() {
        while (!shares.isEmpty()) {
            Skill skill = pick();
            for (int tries = 0; tries < DRY; tries++) {
                Task task = make(skill);
                if (task.split() == split && (!distinct || asked.add(task.question()))) {
                    return Optional.of(task);
                }
            }
            shares.remove(skill);
        }
        return Optional.empty();
    }

    private Skill pick() {
        double total = shares.values().stream().mapToDouble(Double::doubleValue).sum();
        double at = draw.uniform() * total;
        Skill picked = shares.keySet().iterator().next();
        for (Map.Entry<Skill, Double> entry : shares.entrySet()) {
            picked = entry.getKey();
            at -= entry.getValue();
            if (at < 0) {
                break;
            }
        }
        return picked;
    }

    private Task make(Skill skill) {
        return switch (skill) {
            case ADD -> Expressions.add(draw);
            case SUB -> Expressions.sub(draw);
            case MUL -> Expressions.mul(draw);
            case EXPR -> Expressions.expr(draw);
            case SUM -> Lists.sum(draw);
            case W2 -> Stories.two(draw);
            case W3 -> Stories.three(draw);
            case MAX -> Lists.max(draw);
            case CNT -> Lists.cnt(draw);
        };
    }
}
