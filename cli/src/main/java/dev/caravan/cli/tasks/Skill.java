package dev.caravan.cli.tasks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What an exercise trains: one or several steps of arithmetic, over bare expressions, lists or short stories. */
public enum Skill {
    /** {@code a+b}. */
    ADD,
    /** {@code a-b}, never negative. */
    SUB,
    /** The multiplication table. */
    MUL,
    /** Two operations: {@code a+b*c}, {@code (a+b)*c} or {@code a+b-c}. */
    EXPR,
    /** A running sum of three to five numbers. */
    SUM,
    /** A story of two steps. */
    W2,
    /** A story of three steps. */
    W3,
    /** The largest of a list. */
    MAX,
    /** How often a number occurs in a list. */
    CNT;

    /** Its name in recipes, prompts and reports: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All labels, in the order of this enum. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(Skill::label).toList();
    }

    /**
     * The skill of a label.
     *
     * @throws IllegalArgumentException naming the labels there are
     */
    public static Skill of(String label) {
        for (Skill skill : values()) {
            if (skill.label().equals(label)) {
                return skill;
            }
        }
        throw new IllegalArgumentException("no skill named " + label + "; there are " + String.join(", ", labels()));
    }
}
