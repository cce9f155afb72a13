package dev.caravan.verifier.math.value;

import dev.caravan.verifier.math.tree.Expr;
import dev.caravan.verifier.math.tree.Function;
import dev.caravan.verifier.math.tree.Rational;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Evaluates an expression to a rational, exactly. */
final class Exact {

    /** Values of more bits are not computed: 9^(9^9) would fill the memory. */
    private static final int MAX_BITS = 1 << 15;

    private static final int MAX_FACTORIAL = 1_000;
    private static final int MAX_ROOT = 64;

    private final Map<String, Rational> point;

    Exact(Map<String, Rational> point) {
        this.point = point;
    }

    /**
     * The value; null if it is no rational number as far as is seen here, or too large.
     *
     * @throws UndecidableException if it is undefined: a division by zero
     */
    @Nullable
    Rational value(Expr expr) throws UndecidableException {
        Rational value = unbounded(expr);
        return value == null || value.bits() > MAX_BITS ? null : value;
    }

    private @Nullable Rational unbounded(Expr expr) throws UndecidableException {
        if (expr instanceof Expr.Num number) {
            return number.value();
        } else if (expr instanceof Expr.Sym symbol) {
            return point.get(symbol.name());
        } else if (expr instanceof Expr.Negative negative) {
            Rational of = value(negative.of());
            return of == null ? null : of.negated();
        } else if (expr instanceof Expr.Sum sum) {
            return sum(sum.terms());
        } else if (expr instanceof Expr.Product product) {
            return product(product.factors());
        } else if (expr instanceof Expr.Quotient quotient) {
            return quotient(value(quotient.above()), value(quotient.below()));
        } else if (expr instanceof Expr.Power power) {
            Rational base = value(power.base());
            Rational exponent = value(power.exponent());
            return base == null || exponent == null ? null : power(base, exponent);
        } else if (expr instanceof Expr.Percent percent) {
            return quotient(value(percent.of()), Rational.HUNDRED);
        } else if (expr instanceof Expr.Call call) {
            return call(call.function(), call.arguments());
        }
        return null;
    }

    private @Nullable Rational sum(List<Expr> terms) throws UndecidableException {
        Rational sum = Rational.ZERO;
        for (Expr term : terms) {
            Rational value = value(term);
            if (value == null || sum.bits() > MAX_BITS) {
                return null;
            }
            sum = sum.plus(value);
        }
        return sum;
    }

    private @Nullable Rational product(List<Expr> factors) throws UndecidableException {
        Rational product = Rational.ONE;
        for (Expr factor : factors) {
            Rational value = value(factor);
            if (value == null || product.bits() > MAX_BITS) {
                return null;
            }
            product = product.times(value);
        }
        return product;
    }

    private static @Nullable Rational quotient(@Nullable Rational above, @Nullable Rational below)
            throws UndecidableException {
        if (above == null || below == null) {
            return null;
        }
        if (below.isZero()) {
            throw new UndecidableException("a division by zero");
        }
        return above.dividedBy(below);
    }

    private static @Nullable Rational power(Rational base, Rational exponent) throws UndecidableException {
        if (base.isZero() && exponent.numerator().signum() <= 0) {
            throw new UndecidableException("zero to a power that is not positive");
        }
        if (base.equals(Rational.ONE)) {
            return base;
        }
        if (exponent.numerator().bitLength() > 31 || exponent.denominator().bitLength() > 6) {
            return null;
        }
        int above = exponent.numerator().intValue();
        Rational root = root(base, exponent.denominator().intValue());
        if (root == null || (long) root.bits() * Math.abs((long) above) > MAX_BITS) {
            return null;
        }
        return root.power(above);
    }

    /** The real root if it is rational; of a negative number only if the degree is odd. */
    private static @Nullable Rational root(Rational of, int degree) {
        if (degree == 1 || of.isZero()) {
            return of;
        }
        if (degree < 1 || degree > MAX_ROOT || (of.numerator().signum() < 0 && degree % 2 == 0)) {
            return null;
        }
        BigInteger above = root(of.numerator().abs(), degree);
        BigInteger below = above == null ? null : root(of.denominator(), degree);
        if (above == null || below == null) {
            return null;
        }
        return new Rational(of.numerator().signum() < 0 ? above.negate() : above, below);
    }

    private static @Nullable BigInteger root(BigInteger of, int degree) {
        BigInteger low = BigInteger.ZERO;
        BigInteger high = BigInteger.ONE.shiftLeft(of.bitLength() / degree + 1);
        if (degree == 2) {
            low = of.sqrt();
            high = low;
        }
        while (low.compareTo(high) < 0) {
            BigInteger middle = low.add(high).add(BigInteger.ONE).shiftRight(1);
            if (middle.pow(degree).compareTo(of) > 0) {
                high = middle.subtract(BigInteger.ONE);
            } else {
                low = middle;
            }
        }
        return low.pow(degree).equals(of) ? low : null;
    }

    private @Nullable Rational call(Function function, List<Expr> arguments) throws UndecidableException {
        Rational first = value(arguments.get(0));
        Rational second = arguments.size() > 1 ? value(arguments.get(1)) : null;
        if (first == null || (arguments.size() > 1 && second == null)) {
            return null;
        }
        return switch (function) {
            case ROOT ->
                second == null
                        ? root(first, 2)
                        : first.isInteger() && first.bits() < 7
                                ? root(second, first.numerator().intValue())
                                : null;
            case ABS -> first.numerator().signum() < 0 ? first.negated() : first;
            case FLOOR -> floor(first);
            case CEILING -> floor(first.negated()).negated();
            case FACTORIAL -> factorial(first);
            case BINOMIAL -> second == null ? null : binomial(first, second);
            case GCD, LCM, MAX, MIN -> fold(function, arguments);
            default -> null;
        };
    }

    private static Rational floor(Rational value) {
        BigInteger[] parts = value.numerator().divideAndRemainder(value.denominator());
        return Rational.of(parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0]);
    }

    private static Rational factorial(Rational of) throws UndecidableException {
        if (!of.isInteger()
                || of.numerator().signum() < 0
                || of.bits() > 10
                || of.numerator().intValue() > MAX_FACTORIAL) {
            throw new UndecidableException("the factorial of " + of);
        }
        BigInteger product = BigInteger.ONE;
        for (int i = 2; i <= of.numerator().intValue(); i++) {
            product = product.multiply(BigInteger.valueOf(i));
        }
        return Rational.of(product);
    }

    private static Rational binomial(Rational from, Rational chosen) throws UndecidableException {
        boolean whole =
                from.isInteger() && chosen.isInteger() && from.numerator().signum() >= 0 && from.bits() <= 12;
        if (!whole || chosen.bits() > 12) {
            throw new UndecidableException(from + " choose " + chosen);
        }
        int n = from.numerator().intValue();
        int k = Math.min(chosen.numerator().intValue(), n - chosen.numerator().intValue());
        if (k < 0) {
            return Rational.ZERO;
        }
        BigInteger product = BigInteger.ONE;
        for (int i = 1; i <= k; i++) {
            product = product.multiply(BigInteger.valueOf(n - k + i)).divide(BigInteger.valueOf(i));
        }
        return Rational.of(product);
    }

    private @Nullable Rational fold(Function function, List<Expr> arguments) throws UndecidableException {
        Rational result = null;
        for (Expr argument : arguments) {
            Rational next = value(argument);
            if (next == null || ((function == Function.GCD || function == Function.LCM) && !next.isInteger())) {
                return null;
            }
            result = result == null ? next : fold(function, result, next);
        }
        return result;
    }

    private static Rational fold(Function function, Rational one, Rational other) {
        if (function == Function.MAX || function == Function.MIN) {
            boolean more = one.compareTo(other) > 0;
            return more == (function == Function.MAX) ? one : other;
        }
        BigInteger gcd = one.numerator().gcd(other.numerator());
        if (function == Function.GCD || gcd.signum() == 0) {
            return Rational.of(gcd);
        }
        return Rational.of(one.numerator().multiply(other.numerator()).abs().divide(gcd));
    }
}
