package dev.caravan.verifier.math.value;

import ch.obermuhlner.math.big.BigDecimalMath;
import dev.caravan.verifier.math.tree.Rational;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.List;

/**
 * Complex arithmetic with a given number of digits. What is left of a sum after its terms have cancelled out to all but the last
 * {@value #GUARD} digits is rounding, hence zero. {@link #spread} tells over how many powers of ten the values ranged: a term that is so
 * much smaller than another needs that many more digits to be seen. {@link #lost} tells how many digits a sum lost whose terms nearly
 * cancelled out: what is computed from it has that many fewer.
 */
final class Arithmetic {

    static final int GUARD = 15;

    private static final int MAX_EXPONENT = 100_000;
    private static final int MAX_ANGLE = 9;

    final MathContext digits;
    final Budget budget;
    private int spread;
    private int lost;

    Arithmetic(int precision, Budget budget) {
        this.digits = new MathContext(precision);
        this.budget = budget;
    }

    int spread() {
        return spread;
    }

    int lost() {
        return lost;
    }

    void spend(double evaluations) throws UndecidableException {
        double size = digits.getPrecision() / 70.0;
        budget.spend(evaluations * size * size);
    }

    Complex rational(Rational value) {
        int size = (int) (value.bits() * 0.302);
        spread = Math.max(spread, size);
        BigDecimal above = new BigDecimal(value.numerator());
        return Complex.real(
                value.isInteger() ? above.round(digits) : above.divide(new BigDecimal(value.denominator()), digits));
    }

    private Complex noted(Complex value) throws UndecidableException {
        int size = Math.max(size(value.re()), size(value.im()));
        if (size > MAX_EXPONENT) {
            throw new UndecidableException("a value beyond the bounds");
        }
        spread = Math.max(spread, size);
        return value;
    }

    private static int size(BigDecimal value) {
        return value.signum() == 0 ? 0 : (int) Math.min(Integer.MAX_VALUE, Math.abs(exponent(value)));
    }

    /** The power of ten of the first digit. */
    private static long exponent(BigDecimal value) {
        return (long) value.precision() - value.scale() - 1;
    }

    private BigDecimal chopped(BigDecimal value, long scale) {
        return value.signum() != 0 && exponent(value) < scale - digits.getPrecision() + GUARD + lost
                ? BigDecimal.ZERO
                : value;
    }

    Complex sum(List<Complex> terms) throws UndecidableException {
        BigDecimal re = BigDecimal.ZERO;
        BigDecimal im = BigDecimal.ZERO;
        long scale = Long.MIN_VALUE / 2;
        for (Complex term : terms) {
            re = re.add(term.re(), digits);
            im = im.add(term.im(), digits);
            scale = Math.max(scale, scale(term));
        }
        Complex sum = new Complex(chopped(re, scale), chopped(im, scale));
        long cancelled = sum.isZero() ? 0 : scale - scale(sum);
        lost = cancelled > GUARD / 2 ? (int) Math.max(lost, cancelled) : lost;
        return noted(sum);
    }

    private static long scale(Complex value) {
        long re = value.re().signum() == 0 ? Long.MIN_VALUE / 2 : exponent(value.re());
        long im = value.im().signum() == 0 ? Long.MIN_VALUE / 2 : exponent(value.im());
        return Math.max(re, im);
    }

    Complex times(Complex a, Complex b) throws UndecidableException {
        if (a.isReal() && b.isReal()) {
            return noted(Complex.real(a.re().multiply(b.re(), digits)));
        }
        BigDecimal re = a.re().multiply(b.re(), digits).subtract(a.im().multiply(b.im(), digits), digits);
        BigDecimal im = a.re().multiply(b.im(), digits).add(a.im().multiply(b.re(), digits), digits);
        long scale = scale(a) + scale(b);
        return noted(new Complex(chopped(re, scale), chopped(im, scale)));
    }

    Complex divided(Complex a, Complex b) throws UndecidableException {
        if (b.isZero()) {
            throw new UndecidableException("a division by zero");
        }
        if (b.isReal()) {
            BigDecimal im = a.isReal() ? BigDecimal.ZERO : a.im().divide(b.re(), digits);
            return noted(new Complex(a.re().divide(b.re(), digits), im));
        }
        BigDecimal norm = norm(b);
        Complex product = times(a, new Complex(b.re(), b.im().negate()));
        return noted(new Complex(product.re().divide(norm, digits), product.im().divide(norm, digits)));
    }

    private BigDecimal norm(Complex value) {
        return value.re().multiply(value.re(), digits).add(value.im().multiply(value.im(), digits), digits);
    }

    BigDecimal abs(Complex value) throws UndecidableException {
        if (value.isReal()) {
            return value.re().abs();
        }
        spend(1);
        return norm(value).sqrt(digits);
    }

    BigDecimal pi() {
        return BigDecimalMath.pi(digits);
    }

    /** The principal square root. */
    Complex sqrt(Complex value) throws UndecidableException {
        spend(1);
        if (value.isReal()) {
            BigDecimal root = value.re().abs().sqrt(digits);
            return value.re().signum() < 0 ? new Complex(BigDecimal.ZERO, root) : Complex.real(root);
        }
        BigDecimal abs = abs(value);
        BigDecimal two = BigDecimal.valueOf(2);
        BigDecimal larger = abs.add(value.re().abs()).divide(two, digits).sqrt(digits);
        BigDecimal smaller = value.im().abs().divide(larger.multiply(two, digits), digits);
        BigDecimal re = value.re().signum() < 0 ? smaller : larger;
        BigDecimal im = value.re().signum() < 0 ? larger : smaller;
        return new Complex(re, value.im().signum() < 0 ? im.negate() : im);
    }

    Complex exp(Complex value) throws UndecidableException {
        if (value.re().abs().compareTo(BigDecimal.valueOf(MAX_EXPONENT)) > 0) {
            throw new UndecidableException("a power beyond the bounds");
        }
        spend(2);
        BigDecimal size = BigDecimalMath.exp(value.re(), digits);
        if (value.isReal()) {
            return noted(Complex.real(size));
        }
        return times(Complex.real(size), new Complex(cos(value.im()), sin(value.im())));
    }

    /** The principal logarithm. */
    Complex ln(Complex value) throws UndecidableException {
        if (value.isZero()) {
            throw new UndecidableException("the logarithm of zero");
        }
        spend(3);
        BigDecimal size = chopped(BigDecimalMath.log(abs(value), digits), 0);
        return noted(new Complex(size, angle(value)));
    }

    private BigDecimal angle(Complex value) throws UndecidableException {
        if (value.isReal()) {
            return value.re().signum() < 0 ? pi() : BigDecimal.ZERO;
        }
        spend(2);
        return BigDecimalMath.atan2(value.im(), value.re(), digits);
    }

    BigDecimal sin(BigDecimal angle) throws UndecidableException {
        spend(bounded(angle));
        return chopped(BigDecimalMath.sin(angle, digits), 0);
    }

    BigDecimal cos(BigDecimal angle) throws UndecidableException {
        spend(bounded(angle));
        return chopped(BigDecimalMath.cos(angle, digits), 0);
    }

    private static int bounded(BigDecimal angle) throws UndecidableException {
        if (angle.signum() != 0 && exponent(angle) > MAX_ANGLE) {
            throw new UndecidableException("an angle beyond the bounds");
        }
        return 2;
    }

    BigDecimal arctan(BigDecimal value) throws UndecidableException {
        spend(3);
        return BigDecimalMath.atan(value, digits);
    }

    BigDecimal arcsin(BigDecimal value) throws UndecidableException {
        if (value.abs().compareTo(BigDecimal.ONE) > 0) {
            throw new UndecidableException("the arc sine of a value above 1");
        }
        spend(4);
        return BigDecimalMath.asin(value, digits);
    }

    Complex integerPower(Complex base, BigInteger exponent) throws UndecidableException {
        if (exponent.bitLength() > 20) {
            throw new UndecidableException("a power beyond the bounds");
        }
        int times = Math.abs(exponent.intValue());
        Complex result = Complex.real(BigDecimal.ONE);
        Complex square = base;
        for (int rest = times; rest > 0; rest >>= 1) {
            if ((rest & 1) == 1) {
                result = times(result, square);
            }
            if (rest > 1) {
                square = times(square, square);
            }
        }
        return exponent.signum() < 0 ? divided(Complex.real(BigDecimal.ONE), result) : result;
    }
}
