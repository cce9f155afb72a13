package dev.caravan.verifier.math.compare;

import dev.caravan.verifier.math.tree.Expr;
import dev.caravan.verifier.math.tree.Form;
import dev.caravan.verifier.math.tree.Rational;
import dev.caravan.verifier.math.value.Equality;
import dev.caravan.verifier.math.value.Truth;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares functions of one variable that are given by cases, or one of which is: at every rational bound of a case of either, and at
 * several points between each bound and the next. What has other variables or bounds is undecided.
 */
final class Piecewise {

    private static final int POINTS = 4;
    private static final int MAX_BRANCHES = 12;

    private final Equality equality;
    private final RealSets sets;

    Piecewise(Equality equality, RealSets sets) {
        this.equality = equality;
        this.sets = sets;
    }

    /** Where a value holds; everywhere that no earlier one does if the set is null. */
    private record Piece(Expr value, RealSets.@Nullable RealSet where) {}

    Truth same(Form gold, Form answer) {
        List<Piece> left = pieces(gold);
        List<Piece> right = pieces(answer);
        if (left == null || right == null) {
            return Truth.UNKNOWN;
        }
        SortedSet<String> variables = new TreeSet<>();
        SortedSet<Rational> bounds = new TreeSet<>();
        boolean known = read(left, variables, bounds) && read(right, variables, bounds);
        if (!known || variables.size() != 1) {
            return Truth.UNKNOWN;
        }
        Truth same = Truth.YES;
        for (Rational at : points(bounds)) {
            same = same.and(sameAt(left, right, variables.first(), at));
            if (same == Truth.NO) {
                break;
            }
        }
        return same;
    }

    private @Nullable List<Piece> pieces(Form form) {
        if (form instanceof Form.Value value) {
            return List.of(new Piece(value.expr(), null));
        }
        if (!(form instanceof Form.Cases cases) || cases.branches().size() > MAX_BRANCHES) {
            return null;
        }
        List<Piece> pieces = new ArrayList<>();
        for (Form.Branch branch : cases.branches()) {
            Form condition = branch.condition();
            RealSets.RealSet where = condition == null ? null : where(condition);
            if (condition != null && (where == null || where.symbol() == null)) {
                return null;
            }
            pieces.add(new Piece(branch.value(), where));
        }
        return pieces;
    }

    private RealSets.@Nullable RealSet where(Form condition) {
        boolean point = condition instanceof Form.Chain equation
                && equation.sides().size() == 2
                && equation.relations().get(0) == Form.Relation.EQUAL
                && equation.sides().get(0) instanceof Expr.Sym
                && Equality.symbols(equation.sides().get(1), equation.sides().get(1))
                        .isEmpty();
        if (!point
                || !(condition instanceof Form.Chain chain)
                || !(chain.sides().get(0) instanceof Expr.Sym symbol)) {
            return sets.set(condition);
        }
        Expr value = chain.sides().get(1);
        return new RealSets.RealSet(List.of(new RealSets.Piece(value, value, false, false)), symbol.name());
    }

    /** Collects variables and bounds; whether all bounds are rational. */
    private boolean read(List<Piece> pieces, SortedSet<String> variables, SortedSet<Rational> bounds) {
        for (Piece piece : pieces) {
            variables.addAll(Equality.symbols(piece.value(), piece.value()));
            RealSets.RealSet where = piece.where();
            if (where == null) {
                continue;
            }
            if (where.symbol() != null) {
                variables.add(where.symbol());
            }
            for (RealSets.Piece interval : where.pieces()) {
                if (!bound(interval.low(), bounds) || !bound(interval.high(), bounds)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean bound(Expr bound, SortedSet<Rational> bounds) {
        if (RealSets.isInfinite(bound)) {
            return true;
        }
        Rational value = equality.rational(bound);
        if (value != null) {
            bounds.add(value);
        }
        return value != null;
    }

    /** The bounds, and points before, between and behind them. */
    private List<Rational> points(SortedSet<Rational> bounds) {
        List<Rational> points = new ArrayList<>();
        Rational before = null;
        for (Rational bound : bounds) {
            for (int i = 1; i <= POINTS; i++) {
                points.add(before == null ? bound.plus(step(i).negated()) : between(before, bound, i));
            }
            points.add(bound);
            before = bound;
        }
        for (int i = 1; i <= POINTS; i++) {
            points.add(before == null ? step(i) : before.plus(step(i)));
        }
        return points;
    }

    private Rational step(int i) {
        return equality.random(i).times(Rational.of(BigInteger.valueOf(i)));
    }

    private Rational between(Rational low, Rational high, int i) {
        Rational size = equality.random(i);
        return low.plus(high.plus(low.negated()).times(size.dividedBy(size.plus(Rational.ONE))));
    }

    private Truth sameAt(List<Piece> gold, List<Piece> answer, String variable, Rational at) {
        Expr left = valueAt(gold, at);
        Expr right = valueAt(answer, at);
        if (left == null || right == null) {
            return Truth.of(left == right);
        }
        return equality.sameAt(left, right, variable, at);
    }

    private @Nullable Expr valueAt(List<Piece> pieces, Rational at) {
        for (Piece piece : pieces) {
            if (piece.where() == null || sets.contains(piece.where(), at)) {
                return piece.value();
            }
        }
        return null;
    }
}
