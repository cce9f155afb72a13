package dev.caravan.verifier.math.value;

import dev.caravan.verifier.math.tree.Expr;
import dev.caravan.verifier.math.tree.Function;
import dev.caravan.verifier.math.tree.Rational;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Evaluates an expression to a rational, exactly. */
final class Exact {

    /** Values of more bits are not computed: 9^(9^9) would fill the memory. */
    private static final int MAX_BITS = 1 << 15;

    private static final int MAX_FACTORIAL = 1_000;
    private static final int MAX_ROOT = 64;

    private static final int MAX_TERMS = 2_000;
    private static final int FREE_BITS = 4_096;

    private final Map<String, Rational> point;
    private final Budget budget;

    Exact(Map<String, Rational> point, Budget budget) {
        this.point = point;
        this.budget = budget;
    }

    /**
     * The value; null if it is no rational number as far as is seen here, or too large.
     *
     * @throws UndecidableException if it is undefined: a division by zero
     */
    @Nullable
    Rational value(Expr expr) throws UndecidableException {
        Rational value = unbounded(expr);
        if (value != null) {
            spend(value);
        }
        return value == null || value.bits() > MAX_BITS ? null : value;
    }

    private void spend(Rational value) throws UndecidableException {
        if (value.bits() > FREE_BITS) {
            budget.spend(value.bits() / 1_024.0);
        }
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
        } else if (expr instanceof Expr.BigOperator operator) {
            return repeated(operator);
        }
        return null;
    }

    /** A sum or product from a whole number to another, term by term. */
    private @Nullable Rational repeated(Expr.BigOperator operator) throws UndecidableException {
        int[] range = range(operator);
        if (range == null) {
            Expr integral = Integrals.closed(operator, budget);
            return integral == null ? null : value(integral);
        }
        boolean sum = operator.sign() == Expr.BigOperator.Sign.SUM;
        Rational result = sum ? Rational.ZERO : Rational.ONE;
        Map<String, Rational> inside = new HashMap<>(point);
        Exact terms = new Exact(inside, budget);
        double cost = cost(operator);
        for (int i = range[0]; i <= range[1]; i++) {
            inside.put(operator.variable(), Rational.of(BigInteger.valueOf(i)));
            Rational term = terms.value(operator.of());
            if (term == null || result.bits() > MAX_BITS) {
                return null;
            }
            budget.spend(cost + result.bits() / 512.0);
            result = sum ? result.plus(term) : result.times(term);
        }
        return result;
    }

    /** The work of one term, by what is in it. */
    static double cost(Expr.BigOperator operator) {
        return 0.1 + operator.of().all().count() / 50.0;
    }

    /**
     * The whole numbers from which and to which a sum or product goes; null if it is another operator, or they are no numbers.
     *
     * @throws UndecidableException if there are too many, or the last stands before the first
     */
    int @Nullable [] range(Expr.BigOperator operator) throws UndecidableException {
        boolean repeats =
                operator.sign() == Expr.BigOperator.Sign.SUM || operator.sign() == Expr.BigOperator.Sign.PRODUCT;
        Rational low = repeats ? value(operator.bounds().get(0)) : null;
        Rational high = low == null ? null : value(operator.bounds().get(1));
        if (low == null || high == null) {
            return null;
        }
        if (!low.isInteger() || !high.isInteger() || low.bits() > 30 || high.bits() > 30) {
            throw new UndecidableException("a sum or product beyond the bounds");
        }
        int from = low.numerator().intValue();
        int to = high.numerator().intValue();
        if (to < from - 1 || to - from >= MAX_TERMS) {
            throw new UndecidableException("a sum or product beyond the bounds");
        }
        return new int[] {from, to};
    }

    private @Nullable Rational sum(List<Expr> terms) throws UndecidableException {
        Rational sum = Rational.ZERO;
        for (Expr term : terms) {
            Rational value = value(term);
            if (value == null || sum.bits() > MAX_BITS) {
                return null;
            }
            sum = sum.plus(value);
            spend(sum);
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
            spend(product);
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
            case MOD -> second == null ? null : remainder(first, second);
            case GCD, LCM, MAX, MIN -> fold(function, arguments);
            default -> null;
        };
    }

    private static Rational floor(Rational value) {
        BigInteger[] parts = value.numerator().divideAndRemainder(value.denominator());
        return Rational.of(parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0]);
    }

    private static Rational remainder(Rational of, Rational by) throws UndecidableException {
        if (!of.isInteger() || !by.isInteger() || by.numerator().signum() <= 0) {
            throw new UndecidableException(of + " modulo " + by);
        }
        return Rational.of(of.numerator().mod(by.numerator()));
    }

    private Rational factorial(Rational of) throws UndecidableException {
        if (!of.isInteger()
                || of.numerator().signum() < 0
                || of.bits() > 10
                || of.numerator().intValue() > MAX_FACTORIAL) {
            throw new UndecidableException("the factorial of " + of);
        }
        budget.spend(of.numerator().intValue() / 200.0);
        BigInteger product = BigInteger.ONE;
        for (int i = 2; i <= of.numerator().intValue(); i++) {
            product = product.multiply(BigInteger.valueOf(i));
        }
        return Rational.of(product);
    }

    private Rational binomial(Rational from, Rational chosen) throws UndecidableException {
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
        budget.spend(k / 50.0);
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
