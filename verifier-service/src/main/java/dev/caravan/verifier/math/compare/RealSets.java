package dev.caravan.verifier.math.compare;

import dev.caravan.verifier.math.tree.Expr;
import dev.caravan.verifier.math.tree.Form;
import dev.caravan.verifier.math.tree.Form.Relation;
import dev.caravan.verifier.math.tree.Function;
import dev.caravan.verifier.math.tree.Rational;
import dev.caravan.verifier.math.value.Equality;
import dev.caravan.verifier.math.value.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Reads intervals, unions and inequalities in one variable as sets of real numbers and compares those. */
final class RealSets {

    private final Equality equality;

    RealSets(Equality equality) {
        this.equality = equality;
    }

    /**
     * An interval; a single number where both ends are it.
     */
    record Piece(Expr low, Expr high, boolean openLow, boolean openHigh) {}

    /**
     * Intervals in ascending order that do not touch.
     *
     * @param symbol the variable whose values they are; null if none is named
     */
    record RealSet(List<Piece> pieces, @Nullable String symbol) {}

    private static final Expr MINUS_INFINITY = new Expr.Negative(Expr.Const.INFINITY);

    /** The set; null if the form is none, or its ends cannot be ordered. */
    @Nullable
    RealSet set(Form form) {
        List<Piece> pieces = new ArrayList<>();
        String[] symbol = new String[1];
        return collect(form, pieces, symbol) && normalise(pieces) ? new RealSet(List.copyOf(pieces), symbol[0]) : null;
    }

    Truth same(RealSet one, RealSet other) {
        if (one.symbol() != null && other.symbol() != null && !one.symbol().equals(other.symbol())) {
            return Truth.NO;
        }
        if (one.pieces().size() != other.pieces().size()) {
            return Truth.NO;
        }
        Truth same = Truth.YES;
        for (int i = 0; i < one.pieces().size(); i++) {
            Piece left = one.pieces().get(i);
            Piece right = other.pieces().get(i);
            same = same.and(equality.same(left.low(), right.low()))
                    .and(equality.same(left.high(), right.high()))
                    .and(Truth.of(left.openLow() == right.openLow() && left.openHigh() == right.openHigh()));
        }
        return same;
    }

    private boolean collect(Form form, List<Piece> pieces, @Nullable String[] symbol) {
        if (form instanceof Form.Interval interval) {
            return add(pieces, interval.low(), interval.high(), interval.openLow(), interval.openHigh());
        } else if (form instanceof Form.Tuple tuple) {
            return tuple.entries().size() == 2
                    && tuple.entries().get(0) instanceof Form.Value low
                    && tuple.entries().get(1) instanceof Form.Value high
                    && add(pieces, low.expr(), high.expr(), true, true);
        } else if (form instanceof Form.Reals) {
            return add(pieces, MINUS_INFINITY, Expr.Const.INFINITY, true, true);
        } else if (form instanceof Form.Braces braces) {
            return points(braces.entries(), pieces);
        } else if (form instanceof Form.Union union) {
            return union.sets().stream().allMatch(set -> collect(set, pieces, symbol));
        } else if (form instanceof Form.Member member && member.element() instanceof Expr.Sym variable) {
            return named(symbol, variable.name()) && collect(member.set(), pieces, symbol);
        } else if (form instanceof Form.Without without) {
            return without(without, pieces);
        } else if (form instanceof Form.Chain chain) {
            return absolute(chain, pieces, symbol) || chain(chain, pieces, symbol);
        }
        return false;
    }

    private static boolean named(@Nullable String[] symbol, String name) {
        boolean fits = symbol[0] == null || name.equals(symbol[0]);
        symbol[0] = name;
        return fits;
    }

    private static boolean add(List<Piece> pieces, Expr low, Expr high, boolean openLow, boolean openHigh) {
        if (!Equality.symbols(low, high).isEmpty()) {
            return false;
        }
        // Infinity is in no set of numbers, whatever bracket stands beside it.
        boolean noLow = low.equals(MINUS_INFINITY);
        boolean noHigh = high.equals(Expr.Const.INFINITY);
        pieces.add(new Piece(low, high, openLow || noLow, openHigh || noHigh));
        return true;
    }

    private static boolean points(List<Form> entries, List<Piece> pieces) {
        for (Form entry : entries) {
            if (!(entry instanceof Form.Value value) || !add(pieces, value.expr(), value.expr(), false, false)) {
                return false;
            }
        }
        return true;
    }

    private boolean without(Form.Without without, List<Piece> pieces) {
        RealSet excluded = set(without.excluded());
        if (!(without.set() instanceof Form.Reals) || excluded == null) {
            return false;
        }
        Expr low = MINUS_INFINITY;
        boolean openLow = true;
        for (Piece piece : excluded.pieces()) {
            if (!piece.low().equals(MINUS_INFINITY)) {
                pieces.add(new Piece(low, piece.low(), openLow, !piece.openLow()));
            }
            low = piece.high();
            openLow = !piece.openHigh();
        }
        if (!low.equals(Expr.Const.INFINITY)) {
            pieces.add(new Piece(low, Expr.Const.INFINITY, openLow, true));
        }
        return !pieces.isEmpty();
    }

    static boolean isInfinite(Expr bound) {
        return bound.equals(MINUS_INFINITY) || bound.equals(Expr.Const.INFINITY);
    }

    /** Whether a number is in a set whose bounds are rational. */
    boolean contains(RealSet set, Rational number) {
        Expr value = new Expr.Num(number, 0);
        for (Piece piece : set.pieces()) {
            OptionalInt above = order(value, piece.low());
            OptionalInt below = order(piece.high(), value);
            boolean within = above.isPresent()
                    && below.isPresent()
                    && (above.getAsInt() > 0 || (above.getAsInt() == 0 && !piece.openLow()))
                    && (below.getAsInt() > 0 || (below.getAsInt() == 0 && !piece.openHigh()));
            if (within) {
                return true;
            }
        }
        return false;
    }

    /** {@code |x| < 3} and {@code |x| > 3} where the bound is known to be positive; false of all other relations. */
    private boolean absolute(Form.Chain chain, List<Piece> pieces, @Nullable String[] symbol) {
        if (chain.sides().size() != 2) {
            return false;
        }
        boolean left = chain.sides().get(0) instanceof Expr.Call;
        Expr bound = chain.sides().get(left ? 1 : 0);
        Relation relation =
                left ? chain.relations().get(0) : chain.relations().get(0).mirrored();
        boolean known = chain.sides().get(left ? 0 : 1) instanceof Expr.Call call
                && call.function() == Function.ABS
                && call.arguments().get(0) instanceof Expr.Sym variable
                && named(symbol, variable.name());
        if (!known || !relation.isOrder() || equality.sign(bound).orElse(0) <= 0) {
            return false;
        }
        Expr low = new Expr.Negative(bound);
        boolean open = relation == Relation.LESS || relation == Relation.MORE;
        return isLess(relation)
                ? add(pieces, low, bound, open, open)
                : add(pieces, MINUS_INFINITY, low, true, open) && add(pieces, bound, Expr.Const.INFINITY, open, true);
    }

    private static boolean chain(Form.Chain chain, List<Piece> pieces, @Nullable String[] symbol) {
        List<Expr> sides = chain.sides();
        Relation first = chain.relations().get(0);
        if (sides.size() == 2) {
            boolean left = sides.get(0) instanceof Expr.Sym;
            Expr bound = sides.get(left ? 1 : 0);
            Relation relation = left ? first : first.mirrored();
            return sides.get(left ? 0 : 1) instanceof Expr.Sym variable
                    && named(symbol, variable.name())
                    && oneSided(relation, bound, pieces);
        }
        if (sides.size() == 3 && sides.get(1) instanceof Expr.Sym variable && named(symbol, variable.name())) {
            Relation second = chain.relations().get(1);
            boolean up = isLess(first) && isLess(second);
            boolean down = isLess(first.mirrored()) && isLess(second.mirrored());
            if (up) {
                return add(pieces, sides.get(0), sides.get(2), first == Relation.LESS, second == Relation.LESS);
            }
            return down && add(pieces, sides.get(2), sides.get(0), second == Relation.MORE, first == Relation.MORE);
        }
        return false;
    }

    private static boolean isLess(Relation relation) {
        return relation == Relation.LESS || relation == Relation.AT_MOST;
    }

    private static boolean oneSided(Relation relation, Expr bound, List<Piece> pieces) {
        return switch (relation) {
            case LESS, AT_MOST -> add(pieces, MINUS_INFINITY, bound, true, relation == Relation.LESS);
            case MORE, AT_LEAST -> add(pieces, bound, Expr.Const.INFINITY, relation == Relation.MORE, true);
            case UNEQUAL ->
                add(pieces, MINUS_INFINITY, bound, true, true) && add(pieces, bound, Expr.Const.INFINITY, true, true);
            case EQUAL, ABOUT -> false;
        };
    }

    /** Sorts the pieces and joins those that touch; false if their order cannot be told or one of them is empty. */
    private boolean normalise(List<Piece> pieces) {
        for (int i = 0; i < pieces.size(); i++) {
            OptionalInt width = order(pieces.get(i).low(), pieces.get(i).high());
            if (width.isEmpty() || width.getAsInt() > 0) {
                return false;
            }
            for (int j = i; j > 0; j--) {
                OptionalInt order = order(pieces.get(j - 1).low(), pieces.get(j).low());
                if (order.isEmpty()) {
                    return false;
                }
                boolean swap = order.getAsInt() > 0
                        || (order.getAsInt() == 0
                                && pieces.get(j - 1).openLow()
                                && !pieces.get(j).openLow());
                if (!swap) {
                    break;
                }
                Piece moved = pieces.set(j, pieces.get(j - 1));
                pieces.set(j - 1, moved);
            }
        }
        for (int i = 1; i < pieces.size(); ) {
            Piece left = pieces.get(i - 1);
            Piece right = pieces.get(i);
            OptionalInt gap = order(left.high(), right.low());
            OptionalInt ends = order(left.high(), right.high());
            if (gap.isEmpty() || ends.isEmpty()) {
                return false;
            }
            boolean apart = gap.getAsInt() < 0 || (gap.getAsInt() == 0 && left.openHigh() && right.openLow());
            if (apart) {
                i++;
            } else {
                boolean further = ends.getAsInt() > 0;
                boolean openHigh = ends.getAsInt() == 0
                        ? left.openHigh() && right.openHigh()
                        : further ? left.openHigh() : right.openHigh();
                pieces.set(
                        i - 1, new Piece(left.low(), further ? left.high() : right.high(), left.openLow(), openHigh));
                pieces.remove(i);
            }
        }
        return true;
    }

    /** The sign of {@code one - other}; empty if it cannot be told. */
    private OptionalInt order(Expr one, Expr other) {
        if (one.equals(other)) {
            return OptionalInt.of(0);
        }
        if (one.equals(MINUS_INFINITY) || other.equals(Expr.Const.INFINITY)) {
            return OptionalInt.of(-1);
        }
        if (other.equals(MINUS_INFINITY) || one.equals(Expr.Const.INFINITY)) {
            return OptionalInt.of(1);
        }
        return equality.sign(new Expr.Sum(List.of(one, new Expr.Negative(other))));
    }
}
