package dev.caravan.verifier.math.number;

import dev.caravan.verifier.math.tree.Rational;

/**
 * A number as somebody wrote it.
 *
 * @param value the exact value; 0.2 for 20 %
 * @param percent whether it was written with a percent sign
 * @param decimals how many decimals of the value were written out; 0 if it was not written as a decimal
 */
public record Quantity(Rational value, boolean percent, int decimals) {

    private static final int ROUNDED_DECIMALS = 6;

    public static Quantity of(Rational value) {
        return new Quantity(value, false, 0);
    }

    public Quantity asPercent() {
        return new Quantity(value.dividedBy(Rational.HUNDRED), true, decimals == 0 ? 0 : decimals + 2);
    }

    public Quantity negated() {
        return new Quantity(value.negated(), percent, decimals);
    }

    /**
     * Whether an answer states this quantity: the same value; or, where only one of the two has a percent sign, the same number
     * before it, the sign being a unit that people leave out.
     */
    public boolean isStatedBy(Quantity answer) {
        if (value.equals(answer.value)) {
            return true;
        }
        if (percent == answer.percent) {
            return false;
        }
        return percent
                ? value.times(Rational.HUNDRED).equals(answer.value)
                : answer.value.times(Rational.HUNDRED).equals(value);
    }

    /**
     * Whether an answer is this quantity rounded correctly to six decimals or more. Only a value whose decimals never end may be
     * rounded: 3.0000001 is not 3.
     */
    public boolean isRoundedBy(Quantity answer) {
        return answer.decimals >= ROUNDED_DECIMALS
                && !value.hasFiniteDecimals()
                && value.rounded(answer.decimals).equals(answer.value);
    }
}
