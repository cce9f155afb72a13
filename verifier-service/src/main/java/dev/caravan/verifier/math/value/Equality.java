package dev.caravan.verifier.math.value;

import dev.caravan.verifier.math.tree.Expr;
import dev.caravan.verifier.math.tree.Rational;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

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
    private static final int DRAWS = 12;
    private static final int MAX_SYMBOLS = 16;

    private final long seed;
    private final Budget budget;

    public Equality(long seed, Budget budget) {
        this.seed = seed;
        this.budget = budget;
    }

    /** Whether the two are equal. */
    public Truth same(Expr one, Expr other) {
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
        boolean whole = Stream.concat(one.all(), other.all())
                .anyMatch(part -> part instanceof Expr.Call call
                        && call.function().ofWholeNumbers()
                        && !symbols(call, call).isEmpty());
        Points points = new Points(seed, symbols, whole);
        int agreed = 0;
        for (int i = 0; i < DRAWS && agreed < POINTS; i++) {
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
        return agreed >= POINTS - 1 ? Truth.YES : Truth.UNKNOWN;
    }

    private Truth sameAt(Expr one, Expr other, Map<String, Rational> point) throws UndecidableException {
        Exact exact = new Exact(point);
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
            Complex value = new Numeric(point, arithmetic).value(expr);
            int needed = SEEN_DIGITS + 2 * arithmetic.spread();
            if (needed <= precision) {
                return value;
            }
            if (needed > MAX_PRECISION) {
                throw new UndecidableException("more digits than are computed");
            }
            precision = needed;
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
            Rational value = new Exact(Map.of()).value(expr);
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

    /** The names of all variables. */
    public static SortedSet<String> symbols(Expr one, Expr other) {
        SortedSet<String> names = new TreeSet<>();
        Stream.concat(one.all(), other.all()).forEach(part -> {
            if (part instanceof Expr.Sym symbol) {
                names.add(symbol.name());
            }
        });
        return names;
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
