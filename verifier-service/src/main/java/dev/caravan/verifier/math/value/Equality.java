package dev.caravan.verifier.math.value;

import dev.caravan.verifier.math.tree.Expr;
import dev.caravan.verifier.math.tree.Rational;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether two expressions have the same value. Without variables: as rationals if both are rational, else by their digits,
 * at least 55 of them and more where the terms differ much in size. With variables: at random rational points, positive and negative
 * (Schwartz and Zippel), so that {@code |x|} is not {@code x}; a point where either is undefined is passed over. One instance serves one
 * check.
 */
public final class Equality {

    private static final int PRECISION = 70;
    private static final int MAX_PRECISION = 600;
    private static final int SEEN_DIGITS = 54;
    private static final int POINTS = 4;

    /** There are few small whole numbers: some of the points are drawn twice. */
    private static final int WHOLE_POINTS = 8;

    private static final int DRAWS = 12;
    /** People write short sums; long ones are made to take long. */
    private static final int WORK_WITH_SUMS = 1_000;

    private static final int MAX_SYMBOLS = 16;

    private final long seed;
    private final Budget budget;

    public Equality(long seed, Budget budget) {
        this.seed = seed;
        this.budget = budget;
    }

    /** Whether the two are equal. */
    public Truth same(Expr one, Expr other) {
        if (Stream.concat(one.all(), other.all()).anyMatch(part -> part instanceof Expr.BigOperator)) {
            if (one.equals(other)) {
                return Truth.YES;
            }
            budget.atMost(WORK_WITH_SUMS);
        }
        if (hasInfinity(one) || hasInfinity(other)) {
            int left = infinity(one);
            int right = infinity(other);
            return left == 0 && right == 0 ? Truth.UNKNOWN : Truth.of(left == right);
        }
        SortedSet<String> symbols = symbols(one, other);
        if (symbols.isEmpty()) {
            try {
                return sameAt(one, other, Map.of());
            } catch (UndecidableException e) {
                return Truth.UNKNOWN;
            }
        }
        return symbols.size() > MAX_SYMBOLS ? Truth.UNKNOWN : identical(one, other, symbols);
    }

    private Truth identical(Expr one, Expr other, SortedSet<String> symbols) {
        boolean whole = Stream.concat(one.all(), other.all()).anyMatch(Equality::isOfWholeNumbers);
        Points points = new Points(seed, symbols, whole);
        int wanted = whole ? WHOLE_POINTS : POINTS;
        int agreed = 0;
        for (int i = 0; i < 3 * wanted && agreed < wanted; i++) {
            try {
                Truth same = sameAt(one, other, points.next());
                if (same == Truth.NO) {
                    return Truth.NO;
                }
                agreed += same == Truth.YES ? 1 : 0;
            } catch (UndecidableException e) {
                // Undefined here: the next point decides.
            }
        }
        return agreed >= wanted - 1 ? Truth.YES : Truth.UNKNOWN;
    }

    /** Whether there are variables in it whose values must be whole numbers. */
    private static boolean isOfWholeNumbers(Expr expr) {
        if (expr instanceof Expr.Call call) {
            return call.function().ofWholeNumbers() && !symbols(call, call).isEmpty();
        }
        return expr instanceof Expr.BigOperator operator
                && operator.sign() != Expr.BigOperator.Sign.INTEGRAL
                && operator.bounds().stream()
                        .anyMatch(bound -> !symbols(bound, bound).isEmpty());
    }

    private Truth sameAt(Expr one, Expr other, Map<String, Rational> point) throws UndecidableException {
        Exact exact = new Exact(point, budget);
        Rational left = exact.value(one);
        Rational right = exact.value(other);
        if (left != null && right != null) {
            return Truth.of(left.equals(right));
        }
        Expr difference = new Expr.Sum(List.of(one, new Expr.Negative(other)));
        return Truth.of(precisely(difference, point).isZero());
    }

    /** The value with as many digits as its terms need. */
    private Complex precisely(Expr expr, Map<String, Rational> point) throws UndecidableException {
        int precision = PRECISION;
        while (true) {
            Arithmetic arithmetic = new Arithmetic(precision, budget);
            Complex value = null;
            UndecidableException undefined = null;
            try {
                value = new Numeric(point, arithmetic).value(expr);
            } catch (UndecidableException e) {
                // A divisor may be zero only in the digits that were computed.
                undefined = e;
            }
            int needed = SEEN_DIGITS + 2 * arithmetic.spread() + arithmetic.lost();
            if (needed > precision && needed <= MAX_PRECISION) {
                precision = needed;
            } else if (undefined != null) {
                throw undefined;
            } else if (value == null || needed > MAX_PRECISION) {
                throw new UndecidableException("more digits than are computed");
            } else {
                return value;
            }
        }
    }

    /** The sign of a real value without variables, or of {@code ±∞}; empty if it has none or cannot be told. */
    public OptionalInt sign(Expr expr) {
        if (hasInfinity(expr)) {
            int sign = infinity(expr);
            return sign == 0 ? OptionalInt.empty() : OptionalInt.of(sign);
        }
        try {
            Complex value = precisely(expr, Map.of());
            return value.isReal() ? OptionalInt.of(value.re().signum()) : OptionalInt.empty();
        } catch (UndecidableException e) {
            return OptionalInt.empty();
        }
    }

    /** The sign that the expression has at one random point, other than zero; empty if it has none or cannot be told. */
    public OptionalInt signSomewhere(Expr expr) {
        Points points = new Points(seed, symbols(expr, expr), false);
        for (int i = 0; i < DRAWS; i++) {
            try {
                Complex value = precisely(expr, points.next());
                if (value.isReal() && !value.isZero()) {
                    return OptionalInt.of(value.re().signum());
                }
            } catch (UndecidableException e) {
                // Undefined here: the next point decides.
            }
        }
        return OptionalInt.empty();
    }

    /** Whether {@code rounded} is the value, which has decimals without end, rounded correctly to so many of them. */
    public boolean isRounded(Expr expr, Rational rounded, int decimals) {
        if (!symbols(expr, expr).isEmpty() || hasInfinity(expr)) {
            return false;
        }
        try {
            Rational value = new Exact(Map.of(), budget).value(expr);
            if (value != null) {
                return !value.hasFiniteDecimals() && value.rounded(decimals).equals(rounded);
            }
            Expr difference = new Expr.Sum(List.of(expr, new Expr.Negative(new Expr.Num(rounded, decimals))));
            Complex off = precisely(difference, Map.of());
            return off.isReal() && off.re().abs().compareTo(BigDecimal.valueOf(5, decimals + 1)) <= 0;
        } catch (UndecidableException e) {
            return false;
        }
    }

    /** A random positive number: the same one for the same {@code index}. */
    public Rational random(int index) {
        return new Points(seed + index, new TreeSet<>(Set.of("x")), false)
                .next()
                .getOrDefault("x", Rational.ONE);
    }

    /** Whether two expressions are equal where their one variable has this value; unknown where either is undefined. */
    public Truth sameAt(Expr one, Expr other, String variable, Rational value) {
        try {
            return sameAt(one, other, Map.of(variable, value));
        } catch (UndecidableException e) {
            return Truth.UNKNOWN;
        }
    }

    /** The value of an expression without variables if it is rational as far as is seen here; null if not. */
    public @Nullable Rational rational(Expr expr) {
        try {
            return new Exact(Map.of(), budget).value(expr);
        } catch (UndecidableException e) {
            return null;
        }
    }

    /** The names of all variables that are not bound by a sum or the like. */
    public static SortedSet<String> symbols(Expr one, Expr other) {
        SortedSet<String> names = new TreeSet<>();
        symbols(one, names);
        symbols(other, names);
        return names;
    }

    private static void symbols(Expr expr, SortedSet<String> names) {
        if (expr instanceof Expr.Sym symbol) {
            names.add(symbol.name());
        } else if (expr instanceof Expr.BigOperator operator) {
            SortedSet<String> inside = new TreeSet<>();
            symbols(operator.of(), inside);
            inside.remove(operator.variable());
            names.addAll(inside);
            operator.bounds().forEach(bound -> symbols(bound, names));
        } else {
            expr.parts().forEach(part -> symbols(part, names));
        }
    }

    private static boolean hasInfinity(Expr expr) {
        return expr.all().anyMatch(part -> part == Expr.Const.INFINITY);
    }

    /** 1 for ∞, -1 for -∞, 0 for anything else. */
    private static int infinity(Expr expr) {
        if (expr == Expr.Const.INFINITY) {
            return 1;
        }
        return expr instanceof Expr.Negative negative ? -infinity(negative.of()) : 0;
    }
}
