package dev.caravan.verifier.math.tree;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** An exact fraction in lowest terms with a positive denominator, so that equal values are equal records. */
public record Rational(BigInteger numerator, BigInteger denominator) implements Comparable<Rational> {

    public static final Rational ZERO = of(BigInteger.ZERO);
    public static final Rational ONE = of(BigInteger.ONE);
    public static final Rational HUNDRED = of(BigInteger.valueOf(100));

    public Rational {
        if (denominator.signum() == 0) {
            throw new ArithmeticException("denominator is 0");
        }
        if (!denominator.equals(BigInteger.ONE)) {
            BigInteger divisor = numerator.gcd(denominator);
            if (denominator.signum() < 0) {
                divisor = divisor.negate();
            }
            numerator = numerator.divide(divisor);
            denominator = denominator.divide(divisor);
        }
    }

    public static Rational of(BigInteger value) {
        return new Rational(value, BigInteger.ONE);
    }

    /** {@code unscaled * 10^-scale}. */
    public static Rational of(BigInteger unscaled, int scale) {
        return scale == 0 ? of(unscaled) : new Rational(unscaled, BigInteger.TEN.pow(scale));
    }

    public Rational plus(Rational other) {
        return new Rational(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    public Rational times(Rational other) {
        return new Rational(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    public Rational dividedBy(Rational other) {
        return new Rational(numerator.multiply(other.denominator), denominator.multiply(other.numerator));
    }

    public Rational negated() {
        return new Rational(numerator.negate(), denominator);
    }

    public Rational power(int exponent) {
        return exponent >= 0
                ? new Rational(numerator.pow(exponent), denominator.pow(exponent))
                : new Rational(denominator.pow(-exponent), numerator.pow(-exponent));
    }

    /** Bits of the larger of numerator and denominator: what a power multiplies. */
    public int bits() {
        return Math.max(numerator.bitLength(), denominator.bitLength());
    }

    public boolean isInteger() {
        return denominator.equals(BigInteger.ONE);
    }

    public boolean isZero() {
        return numerator.signum() == 0;
    }

    /** Whether its decimal expansion ends: the denominator has no prime factors but 2 and 5. */
    public boolean hasFiniteDecimals() {
        BigInteger rest = denominator.shiftRight(denominator.getLowestSetBit());
        BigInteger five = BigInteger.valueOf(5);
        BigInteger[] step = rest.divideAndRemainder(five);
        while (step[1].signum() == 0) {
            rest = step[0];
            step = rest.divideAndRemainder(five);
        }
        return rest.equals(BigInteger.ONE);
    }

    /** The value rounded half up to so many decimals. */
    public Rational rounded(int decimals) {
        BigDecimal value =
                new BigDecimal(numerator).divide(new BigDecimal(denominator), decimals, RoundingMode.HALF_UP);
        return of(value.unscaledValue(), decimals);
    }

    @Override
    public int compareTo(Rational other) {
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }

    @Override
    public String toString() {
        return isInteger() ? numerator.toString() : numerator + "/" + denominator;
    }
}
