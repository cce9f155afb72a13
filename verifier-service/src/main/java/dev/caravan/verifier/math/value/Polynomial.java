package dev.caravan.verifier.math.value;

import dev.caravan.verifier.math.tree.Expr;
import dev.caravan.verifier.math.tree.Expr.Num;
import dev.caravan.verifier.math.tree.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A polynomial in one variable with rational coefficients.
 *
 * @param coefficients that of the lowest power first; the last one is not zero
 */
record Polynomial(List<Rational> coefficients) {

    private static final int MAX_DEGREE = 64;
    private static final int MAX_BITS = 4_096;

    /** The expression as a polynomial; null if it is none, or one of too high a degree. */
    static @Nullable Polynomial of(Expr expr, String variable, Budget budget) throws UndecidableException {
        if (expr instanceof Num number) {
            return constant(number.value());
        } else if (expr instanceof Expr.Sym symbol && symbol.name().equals(variable)) {
            return new Polynomial(List.of(Rational.ZERO, Rational.ONE));
        } else if (expr instanceof Expr.Negative negative) {
            Polynomial of = of(negative.of(), variable, budget);
            return of == null ? null : of.times(constant(Rational.ONE.negated()), budget);
        } else if (expr instanceof Expr.Sum sum) {
            return combined(sum.terms(), true, variable, budget);
        } else if (expr instanceof Expr.Product product) {
            return combined(product.factors(), false, variable, budget);
        } else if (expr instanceof Expr.Quotient quotient) {
            Polynomial above = of(quotient.above(), variable, budget);
            Polynomial below = above == null ? null : of(quotient.below(), variable, budget);
            return above == null || below == null || below.degree() != 0
                    ? null
                    : above.times(constant(Rational.ONE.dividedBy(below.slope())), budget);
        } else if (expr instanceof Expr.Power power && power.exponent() instanceof Num number) {
            boolean small = number.value().isInteger()
                    && number.value().numerator().signum() > 0
                    && number.value().bits() < 7;
            return small
                    ? combined(
                            Collections.nCopies(number.value().numerator().intValue(), power.base()),
                            false,
                            variable,
                            budget)
                    : null;
        }
        return null;
    }

    private static Polynomial constant(Rational value) {
        return new Polynomial(value.isZero() ? List.of() : List.of(value));
    }

    private static @Nullable Polynomial combined(List<Expr> parts, boolean sum, String variable, Budget budget)
            throws UndecidableException {
        Polynomial result = constant(sum ? Rational.ZERO : Rational.ONE);
        Expr read = null;
        Polynomial next = null;
        for (Expr part : parts) {
            // The factors of a power are one and the same.
            next = part == read ? next : of(part, variable, budget);
            read = part;
            if (next == null) {
                return null;
            }
            result = sum ? result.plus(next) : result.times(next, budget);
            if (result.degree() > MAX_DEGREE || result.coefficients.stream().anyMatch(c -> c.bits() > MAX_BITS)) {
                return null;
            }
        }
        return result;
    }

    /** -1 of zero. */
    int degree() {
        return coefficients.size() - 1;
    }

    /** The coefficient of the highest power. */
    Rational slope() {
        return coefficients.get(degree());
    }

    /** Whether it is {@code 1 + x²}. */
    boolean isOneAndSquare() {
        return coefficients.equals(List.of(Rational.ONE, Rational.ZERO, Rational.ONE));
    }

    private Polynomial plus(Polynomial other) {
        List<Rational> sum = new ArrayList<>();
        for (int i = 0; i <= Math.max(degree(), other.degree()); i++) {
            sum.add(coefficient(i).plus(other.coefficient(i)));
        }
        return trimmed(sum);
    }

    private Polynomial times(Polynomial other, Budget budget) throws UndecidableException {
        budget.spend((degree() + 2) * (other.degree() + 2) / 50.0);
        List<Rational> product = new ArrayList<>();
        for (int i = 0; i <= degree() + other.degree(); i++) {
            Rational sum = Rational.ZERO;
            for (int j = 0; j <= i; j++) {
                sum = sum.plus(coefficient(j).times(other.coefficient(i - j)));
            }
            product.add(sum);
        }
        return trimmed(product);
    }

    private Rational coefficient(int power) {
        return power < coefficients.size() ? coefficients.get(power) : Rational.ZERO;
    }

    private static Polynomial trimmed(List<Rational> coefficients) {
        int size = coefficients.size();
        while (size > 0 && coefficients.get(size - 1).isZero()) {
            size--;
        }
        return new Polynomial(List.copyOf(coefficients.subList(0, size)));
    }

    /** The antiderivative that is zero at zero. */
    Polynomial antiderivative() {
        List<Rational> higher = new ArrayList<>(List.of(Rational.ZERO));
        for (int i = 0; i < coefficients.size(); i++) {
            higher.add(coefficients.get(i).dividedBy(Rational.of(BigInteger.valueOf(i + 1L))));
        }
        return trimmed(higher);
    }

    /** The value at {@code x}, as an expression. */
    Expr at(Expr x) {
        List<Expr> terms = new ArrayList<>();
        for (int i = 0; i < coefficients.size(); i++) {
            Num coefficient = new Num(coefficients.get(i), 0);
            if (i == 0) {
                terms.add(coefficient);
            } else if (!coefficient.value().isZero()) {
                Expr power = new Expr.Power(x, new Num(Rational.of(BigInteger.valueOf(i)), 0));
                terms.add(new Expr.Product(List.of(coefficient, power)));
            }
        }
        return new Expr.Sum(List.copyOf(terms));
    }
}
