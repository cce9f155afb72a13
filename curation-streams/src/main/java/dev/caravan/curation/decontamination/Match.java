package dev.caravan.curation.decontamination;

/**
 * How far one prompt covers one benchmark item.
 *
 * @param item the item, as it was named when it was added; empty if no item shares anything
 * @param coverage share of the item's tokens that lie in an n-gram which the prompt has too, 0 to 1
 * @param span the longest run of covered tokens, normalised
 */
public record Match(String item, double coverage, String span) {

    public static final Match NONE = new Match("", 0, "");

    /** Orders matches so that the best of a set does not depend on the order in which they are found. */
    boolean isBetterThan(Match other) {
        return coverage > other.coverage
                || (coverage == other.coverage && coverage > 0 && item.compareTo(other.item) < 0);
    }
}
