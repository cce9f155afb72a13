package dev.caravan.verifier.math.value;

import dev.caravan.verifier.math.tree.Expr;
import dev.caravan.verifier.math.tree.Expr.BigOperator;
import dev.caravan.verifier.math.tree.Expr.Call;
import dev.caravan.verifier.math.tree.Expr.Num;
import dev.caravan.verifier.math.tree.Expr.Power;
import dev.caravan.verifier.math.tree.Expr.Product;
import dev.caravan.verifier.math.tree.Expr.Quotient;
import dev.caravan.verifier.math.tree.Function;
import dev.caravan.verifier.math.tree.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Definite integrals in closed form: of sums of multiples of polynomials, of {@code e^L}, {@code sin L}, {@code cos L}, {@code 1/(1+x²)}
 * and of powers of L, L being {@code ax + b} with rational a and b, if these are defined from one bound to the other. All others stay
 * undecided.
 */
final class Integrals {

    private static final Rational MINUS_ONE = Rational.ONE.negated();
    private static final Rational HALF = new Rational(BigInteger.ONE, BigInteger.TWO);

    private final BigOperator integral;
    private final Budget budget;

    private Integrals(BigOperator integral, Budget budget) {
        this.integral = integral;
        this.budget = budget;
    }

    /** An expression of the same value without the integral; null if none is found. */
    static @Nullable Expr closed(BigOperator operator, Budget budget) throws UndecidableException {
        if (operator.sign() != BigOperator.Sign.INTEGRAL || operator.bounds().size() != 2) {
            return null;
        }
        Integrals integrals = new Integrals(operator, budget);
        Expr high = integrals.antiderivative(operator.of(), integrals.high());
        Expr low = high == null ? null : integrals.antiderivative(operator.of(), integrals.low());
        return high == null || low == null ? null : new Expr.Sum(List.of(high, new Expr.Negative(low)));
    }

    private Expr low() {
        return integral.bounds().get(0);
    }

    private Expr high() {
        return integral.bounds().get(1);
    }

    /** The value of an antiderivative where the variable is {@code x}; null if none is known. */
    private @Nullable Expr antiderivative(Expr of, Expr x) throws UndecidableException {
        Polynomial polynomial = polynomial(of);
        if (polynomial != null) {
            return polynomial.antiderivative().at(x);
        } else if (isConstant(of)) {
            return new Product(List.of(of, x));
        } else if (of instanceof Expr.Negative negative) {
            Expr inner = antiderivative(negative.of(), x);
            return inner == null ? null : new Expr.Negative(inner);
        } else if (of instanceof Expr.Sum sum) {
            return sum(sum.terms(), x);
        } else if (of instanceof Product product) {
            return product(product.factors(), x);
        } else if (of instanceof Quotient quotient) {
            return quotient(quotient, x);
        } else if (of instanceof Power power) {
            return power(power, x);
        } else if (of instanceof Call call) {
            return call(call, x);
        }
        return null;
    }

    private @Nullable Expr sum(List<Expr> terms, Expr x) throws UndecidableException {
        List<Expr> values = new ArrayList<>();
        for (Expr term : terms) {
            Expr value = antiderivative(term, x);
            if (value == null) {
                return null;
            }
            values.add(value);
        }
        return new Expr.Sum(values);
    }

    private @Nullable Expr product(List<Expr> factors, Expr x) throws UndecidableException {
        List<Expr> values = new ArrayList<>();
        Expr varying = null;
        for (Expr factor : factors) {
            if (isConstant(factor)) {
                values.add(factor);
            } else if (varying == null) {
                varying = factor;
            } else {
                return null;
            }
        }
        Expr inner = varying == null ? null : antiderivative(varying, x);
        if (inner == null) {
            return null;
        }
        values.add(inner);
        return new Product(values);
    }

    private @Nullable Expr quotient(Quotient of, Expr x) throws UndecidableException {
        if (isConstant(of.below())) {
            Expr above = antiderivative(of.above(), x);
            return above == null ? null : new Quotient(above, of.below());
        }
        Expr inverse = isConstant(of.above()) ? inverse(of.below(), x) : null;
        return inverse == null ? null : new Product(List.of(of.above(), inverse));
    }

    /** Of one over the expression. */
    private @Nullable Expr inverse(Expr below, Expr x) throws UndecidableException {
        Polynomial polynomial = polynomial(below);
        if (polynomial != null && polynomial.isOneAndSquare()) {
            return new Call(Function.ARCTAN, List.of(x));
        } else if (polynomial != null && polynomial.degree() == 1) {
            return linearPower(polynomial, MINUS_ONE, x);
        }
        Polynomial base = null;
        Rational exponent = null;
        if (below instanceof Power power && power.exponent() instanceof Num number) {
            base = polynomial(power.base());
            exponent = number.value();
        } else if (below instanceof Call call
                && call.function() == Function.ROOT
                && call.arguments().size() == 1) {
            base = polynomial(call.arguments().get(0));
            exponent = HALF;
        }
        return base == null || exponent == null || base.degree() != 1 ? null : linearPower(base, exponent.negated(), x);
    }

    private @Nullable Expr power(Power of, Expr x) throws UndecidableException {
        if (of.base() == Expr.Const.E) {
            return exponential(of.exponent(), x);
        }
        Polynomial base = polynomial(of.base());
        Rational exponent = isConstant(of.exponent()) ? new Exact(Map.of(), budget).value(of.exponent()) : null;
        return base == null || base.degree() != 1 || exponent == null ? null : linearPower(base, exponent, x);
    }

    private @Nullable Expr call(Call of, Expr x) throws UndecidableException {
        Polynomial inner =
                of.arguments().size() == 1 ? polynomial(of.arguments().get(0)) : null;
        if (inner == null || inner.degree() != 1) {
            return null;
        }
        Expr at = inner.at(x);
        return switch (of.function()) {
            case EXP -> exponential(of.arguments().get(0), x);
            case ROOT -> linearPower(inner, HALF, x);
            case SIN -> scaled(new Expr.Negative(new Call(Function.COS, List.of(at))), inner);
            case COS -> scaled(new Call(Function.SIN, List.of(at)), inner);
            default -> null;
        };
    }

    private @Nullable Expr exponential(Expr exponent, Expr x) throws UndecidableException {
        Polynomial linear = polynomial(exponent);
        return linear == null || linear.degree() != 1
                ? null
                : scaled(new Call(Function.EXP, List.of(linear.at(x))), linear);
    }

    /** Of {@code L^r}; null if that is not defined from one bound to the other. */
    private @Nullable Expr linearPower(Polynomial linear, Rational exponent, Expr x) {
        Equality equality = new Equality(0, budget);
        OptionalInt low = equality.sign(linear.at(low()));
        OptionalInt high = equality.sign(linear.at(high()));
        if (low.isEmpty() || high.isEmpty()) {
            return null;
        }
        boolean positive = low.getAsInt() > 0 && high.getAsInt() > 0;
        boolean negative = low.getAsInt() < 0 && high.getAsInt() < 0;
        boolean finite = exponent.compareTo(MINUS_ONE) > 0 && low.getAsInt() >= 0 && high.getAsInt() >= 0;
        if (!positive && !finite && !(negative && exponent.isInteger())) {
            return null;
        }
        Expr at = linear.at(x);
        if (exponent.equals(MINUS_ONE)) {
            return scaled(new Call(Function.LN, List.of(new Call(Function.ABS, List.of(at)))), linear);
        }
        Num next = new Num(exponent.plus(Rational.ONE), 0);
        return scaled(new Quotient(new Power(at, next), next), linear);
    }

    /** Divided by the slope. */
    private static Expr scaled(Expr value, Polynomial linear) {
        return new Quotient(value, new Num(linear.slope(), 0));
    }

    private boolean isConstant(Expr expr) {
        return !Equality.symbols(expr, expr).contains(integral.variable());
    }

    private @Nullable Polynomial polynomial(Expr expr) throws UndecidableException {
        return Polynomial.of(expr, integral.variable(), budget);
    }
}
