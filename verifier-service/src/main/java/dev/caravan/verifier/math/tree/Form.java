package dev.caravan.verifier.math.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an answer is as a whole. */
public sealed interface Form {

    /**
     * One value.
     *
     * @param unit what stands behind it in words, as written; empty if nothing does
     */
    record Value(Expr expr, String unit) implements Form {}

    /** Entries whose order counts, in round or angle brackets, or in square ones if they are not two. */
    record Tuple(List<Form> entries) implements Form {}

    /** Two ends of which at least one is in a square bracket. Two in round brackets are a {@link Tuple}: only the context tells. */
    record Interval(Expr low, Expr high, boolean openLow, boolean openHigh) implements Form {}

    /** Entries in curly brackets. */
    record Braces(List<Form> entries) implements Form {}

    /** Entries with no brackets around them, separated by commas, "and" or "or". */
    record Listing(List<Form> entries) implements Form {}

    /** The union of sets of real numbers. */
    record Union(List<Form> sets) implements Form {}

    /** All numbers of the first set that are not in the second. */
    record Without(Form set, Form excluded) implements Form {}

    /** All real numbers. */
    record Reals() implements Form {}

    record Matrix(List<List<Expr>> rows) implements Form {}

    /** {@code sides[0] relations[0] sides[1] relations[1] …}. */
    record Chain(List<Expr> sides, List<Relation> relations) implements Form {}

    /** Several values for one, each under its condition. */
    record Cases(List<Branch> branches) implements Form {}

    /**
     * One line of {@link Cases}.
     *
     * @param condition null for all that the lines above leave over
     */
    record Branch(Expr value, @Nullable Form condition) {}

    /** One amount in several units: {@code 2 hours 15 minutes}; if the units are not of one kind, a list. */
    record Amounts(List<Value> parts) implements Form {}

    /** Entries left out: {@code …}. */
    record Dots() implements Form {}

    /** {@code element ∈ set}. */
    record Member(Expr element, Form set) implements Form {}

    /**
     * {@code 1 : 2 : 3}, or a time of day.
     *
     * @param unit what stands behind it in words: {@code pm}; empty if nothing does
     */
    record Ratio(List<Expr> terms, String unit) implements Form {}

    /** A numeral with its base: {@code 1011_2}. */
    record InBase(String digits, int base) implements Form {}

    /** Words, in lower case, without mark-up and punctuation. */
    record Words(String text) implements Form {}

    /** How two sides of a {@link Chain} compare. */
    enum Relation {
        EQUAL,
        UNEQUAL,
        LESS,
        AT_MOST,
        MORE,
        AT_LEAST,
        ABOUT;

        /** The same relation read from right to left. */
        public Relation mirrored() {
            return switch (this) {
                case LESS -> MORE;
                case AT_MOST -> AT_LEAST;
                case MORE -> LESS;
                case AT_LEAST -> AT_MOST;
                case EQUAL, UNEQUAL, ABOUT -> this;
            };
        }

        /** Whether it tells the larger side from the smaller. */
        public boolean isOrder() {
            return this == LESS || this == AT_MOST || this == MORE || this == AT_LEAST;
        }
    }
}
