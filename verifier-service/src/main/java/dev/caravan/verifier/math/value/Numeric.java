package dev.caravan.verifier.math.value;

import dev.caravan.verifier.math.tree.Expr;
import dev.caravan.verifier.math.tree.Function;
import dev.caravan.verifier.math.tree.Rational;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Evaluates an expression to a complex number of many digits: principal values, save that odd roots of negative numbers are real, as
 * school has it. Whatever is rational within the expression is evaluated exactly.
 */
final class Numeric {

    private final Map<String, Rational> point;
    private final Exact exact;
    private final Arithmetic arithmetic;

    Numeric(Map<String, Rational> point, Arithmetic arithmetic) {
        this.point = point;
        this.exact = new Exact(point, arithmetic.budget);
        this.arithmetic = arithmetic;
    }

    Complex value(Expr expr) throws UndecidableException {
        if (!(expr instanceof Expr.Const)) {
            Rational rational = exact.value(expr);
            if (rational != null) {
                return arithmetic.rational(rational);
            }
        }
        if (expr instanceof Expr.Const constant) {
            return constant(constant);
        } else if (expr instanceof Expr.Negative negative) {
            return value(negative.of()).negated();
        } else if (expr instanceof Expr.Sum sum) {
            return arithmetic.sum(values(sum.terms()));
        } else if (expr instanceof Expr.Product product) {
            return product(product.factors());
        } else if (expr instanceof Expr.Quotient quotient) {
            return arithmetic.divided(value(quotient.above()), value(quotient.below()));
        } else if (expr instanceof Expr.Power power) {
            return power(power.base(), power.exponent());
        } else if (expr instanceof Expr.Percent percent) {
            return arithmetic.divided(value(percent.of()), arithmetic.rational(Rational.HUNDRED));
        } else if (expr instanceof Expr.Degrees degrees) {
            Complex half = arithmetic.rational(Rational.of(BigInteger.valueOf(180)));
            return arithmetic.divided(arithmetic.times(value(degrees.of()), Complex.real(arithmetic.pi())), half);
        } else if (expr instanceof Expr.Call call) {
            return call(call.function(), call.arguments());
        } else if (expr instanceof Expr.BigOperator operator) {
            return repeated(operator);
        }
        throw new UndecidableException(point.isEmpty() ? "a variable without a value" : "two values in one");
    }

    private Complex repeated(Expr.BigOperator operator) throws UndecidableException {
        int[] range = exact.range(operator);
        if (range == null) {
            Expr integral = Integrals.closed(operator, arithmetic.budget);
            if (integral == null) {
                throw new UndecidableException("no closed form of the " + operator.sign());
            }
            return value(integral);
        }
        boolean sum = operator.sign() == Expr.BigOperator.Sign.SUM;
        List<Complex> terms = new ArrayList<>();
        Complex product = Complex.real(BigDecimal.ONE);
        Map<String, Rational> inside = new HashMap<>(point);
        Numeric term = new Numeric(inside, arithmetic);
        double cost = 1 + Exact.cost(operator);
        for (int i = range[0]; i <= range[1]; i++) {
            arithmetic.spend(cost);
            inside.put(operator.variable(), Rational.of(BigInteger.valueOf(i)));
            Complex value = term.value(operator.of());
            if (sum) {
                terms.add(value);
            } else {
                product = arithmetic.times(product, value);
            }
        }
        return sum ? arithmetic.sum(terms) : product;
    }

    private List<Complex> values(List<Expr> exprs) throws UndecidableException {
        List<Complex> values = new ArrayList<>(exprs.size());
        for (Expr expr : exprs) {
            values.add(value(expr));
        }
        return values;
    }

    private Complex product(List<Expr> factors) throws UndecidableException {
        Complex product = Complex.real(BigDecimal.ONE);
        for (Expr factor : factors) {
            product = arithmetic.times(product, value(factor));
        }
        return product;
    }

    private Complex constant(Expr.Const constant) throws UndecidableException {
        return switch (constant) {
            case PI -> Complex.real(arithmetic.pi());
            case E -> arithmetic.exp(Complex.real(BigDecimal.ONE));
            case I -> Complex.I;
            case INFINITY -> throw new UndecidableException("infinity is no number");
        };
    }

    private Complex power(Expr base, Expr exponent) throws UndecidableException {
        Rational rational = exact.value(exponent);
        if (rational == null && base == Expr.Const.E) {
            return arithmetic.exp(value(exponent));
        }
        Complex value = value(base);
        if (rational == null) {
            return value.isZero() ? value : arithmetic.exp(arithmetic.times(value(exponent), arithmetic.ln(value)));
        }
        if (rational.isInteger()) {
            return arithmetic.integerPower(value, rational.numerator());
        }
        return arithmetic.integerPower(root(value, rational.denominator()), rational.numerator());
    }

    private Complex root(Complex value, BigInteger degree) throws UndecidableException {
        if (degree.signum() <= 0 || degree.bitLength() > 20) {
            throw new UndecidableException("a root beyond the bounds");
        }
        if (degree.equals(BigInteger.TWO)) {
            return arithmetic.sqrt(value);
        }
        if (value.isZero()) {
            return value;
        }
        boolean negative = value.isReal() && value.re().signum() < 0 && degree.testBit(0);
        Complex positive = negative ? value.negated() : value;
        Complex log = arithmetic.divided(arithmetic.ln(positive), arithmetic.rational(Rational.of(degree)));
        Complex root = arithmetic.exp(log);
        return negative ? root.negated() : root;
    }

    private Complex call(Function function, List<Expr> arguments) throws UndecidableException {
        Complex first = value(arguments.get(0));
        return switch (function) {
            case ROOT -> arguments.size() == 1 ? arithmetic.sqrt(first) : degreeRoot(arguments);
            case ABS -> Complex.real(arithmetic.abs(first));
            case EXP -> arithmetic.exp(first);
            case LN -> arithmetic.ln(first);
            case LOG -> arithmetic.divided(arithmetic.ln(value(arguments.get(1))), arithmetic.ln(first));
            case SIN -> trigonometric(first, false);
            case COS -> trigonometric(first, true);
            case TAN -> arithmetic.divided(trigonometric(first, false), trigonometric(first, true));
            case COT -> arithmetic.divided(trigonometric(first, true), trigonometric(first, false));
            case SEC -> arithmetic.divided(Complex.real(BigDecimal.ONE), trigonometric(first, true));
            case CSC -> arithmetic.divided(Complex.real(BigDecimal.ONE), trigonometric(first, false));
            case ARCSIN -> Complex.real(arithmetic.arcsin(real(first)));
            case ARCCOS -> Complex.real(arcCosine(real(first)));
            case ARCTAN -> Complex.real(arithmetic.arctan(real(first)));
            case SINH, COSH, TANH -> hyperbolic(function, first);
            case FLOOR -> Complex.real(real(first).setScale(0, RoundingMode.FLOOR));
            case CEILING -> Complex.real(real(first).setScale(0, RoundingMode.CEILING));
            case MAX, MIN -> extreme(function == Function.MAX, arguments);
            case FACTORIAL, BINOMIAL, GCD, LCM, MOD ->
                throw new UndecidableException(function + " of no whole numbers");
        };
    }

    private Complex degreeRoot(List<Expr> arguments) throws UndecidableException {
        Rational degree = exact.value(arguments.get(0));
        if (degree == null || !degree.isInteger()) {
            throw new UndecidableException("a root of no whole degree");
        }
        return root(value(arguments.get(1)), degree.numerator());
    }

    private Complex trigonometric(Complex angle, boolean cosine) throws UndecidableException {
        if (angle.isReal()) {
            return Complex.real(cosine ? arithmetic.cos(angle.re()) : arithmetic.sin(angle.re()));
        }
        // cos z = (e^iz + e^-iz) / 2, sin z = (e^iz - e^-iz) / 2i
        Complex up = arithmetic.exp(arithmetic.times(Complex.I, angle));
        Complex down = arithmetic.exp(arithmetic.times(Complex.I, angle).negated());
        Complex sum = arithmetic.sum(List.of(up, cosine ? down : down.negated()));
        Complex two = Complex.real(BigDecimal.valueOf(2));
        return arithmetic.divided(sum, cosine ? two : arithmetic.times(two, Complex.I));
    }

    private Complex hyperbolic(Function function, Complex value) throws UndecidableException {
        Complex up = arithmetic.exp(value);
        Complex down = arithmetic.exp(value.negated());
        Complex plus = arithmetic.sum(List.of(up, down));
        Complex minus = arithmetic.sum(List.of(up, down.negated()));
        if (function == Function.TANH) {
            return arithmetic.divided(minus, plus);
        }
        return arithmetic.divided(function == Function.COSH ? plus : minus, Complex.real(BigDecimal.valueOf(2)));
    }

    private BigDecimal arcCosine(BigDecimal value) throws UndecidableException {
        BigDecimal right = arithmetic.pi().divide(BigDecimal.valueOf(2), arithmetic.digits);
        return arithmetic
                .sum(List.of(
                        Complex.real(right),
                        Complex.real(arithmetic.arcsin(value).negate())))
                .re();
    }

    private Complex extreme(boolean max, List<Expr> arguments) throws UndecidableException {
        BigDecimal extreme = real(value(arguments.get(0)));
        for (Expr argument : arguments) {
            BigDecimal next = real(value(argument));
            extreme = max ? extreme.max(next) : extreme.min(next);
        }
        return Complex.real(extreme);
    }

    private static BigDecimal real(Complex value) throws UndecidableException {
        if (!value.isReal()) {
            throw new UndecidableException("a real function of a number that is not real");
        }
        return value.re();
    }
}
