package dev.caravan.verifier.math.compare;

import dev.caravan.verifier.math.tree.Expr;
import dev.caravan.verifier.math.tree.Form;
import dev.caravan.verifier.math.tree.Form.Relation;
import dev.caravan.verifier.math.tree.Rational;
import dev.caravan.verifier.math.value.Equality;
import dev.caravan.verifier.math.value.Truth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;

/**
 * Compares equations and inequalities. Two equations are the same if one is the other times a constant; inequalities too, and the sign
 * of the constant tells the direction. Longer chains are compared side by side.
 */
final class Equations {

    private static final Expr ZERO = new Expr.Num(Rational.ZERO, 0);

    private final Equality equality;

    Equations(Equality equality) {
        this.equality = equality;
    }

    Truth same(Form.Chain gold, Form.Chain answer) {
        if (gold.sides().size() != answer.sides().size()) {
            return Truth.NO;
        }
        if (gold.sides().size() == 2) {
            return sameRelation(gold, answer);
        }
        return sideBySide(gold, answer).or(sideBySide(gold, mirrored(answer)));
    }

    private Truth sameRelation(Form.Chain gold, Form.Chain answer) {
        Relation relation = gold.relations().get(0);
        Relation other = answer.relations().get(0);
        if (relation.isOrder() != other.isOrder() || (!relation.isOrder() && relation != other)) {
            return Truth.NO;
        }
        Expr left = difference(gold);
        Expr right = difference(answer);
        if (equality.same(left, ZERO) != Truth.NO || equality.same(right, ZERO) != Truth.NO) {
            return sideBySide(gold, answer);
        }
        // f = c g with a constant c, exactly if f(x) g(y) = f(y) g(x) for all x and y.
        Truth proportional = equality.same(
                new Expr.Product(List.of(left, Rewriting.renamed(right))),
                new Expr.Product(List.of(Rewriting.renamed(left), right)));
        if (proportional != Truth.YES || !relation.isOrder()) {
            return proportional;
        }
        OptionalInt sign = equality.signSomewhere(new Expr.Product(List.of(left, right)));
        if (sign.isEmpty()) {
            return Truth.UNKNOWN;
        }
        return Truth.of((sign.getAsInt() > 0 ? other : other.mirrored()) == relation);
    }

    private static Expr difference(Form.Chain chain) {
        return new Expr.Sum(
                List.of(chain.sides().get(0), new Expr.Negative(chain.sides().get(1))));
    }

    private static Form.Chain mirrored(Form.Chain chain) {
        List<Expr> sides = new ArrayList<>(chain.sides());
        List<Relation> relations = new ArrayList<>();
        Collections.reverse(sides);
        for (Relation relation : chain.relations()) {
            relations.add(0, relation.mirrored());
        }
        return new Form.Chain(sides, relations);
    }

    private Truth sideBySide(Form.Chain gold, Form.Chain answer) {
        Truth same = Truth.of(gold.relations().equals(answer.relations()));
        for (int i = 0; i < gold.sides().size() && same != Truth.NO; i++) {
            same = same.and(equality.same(gold.sides().get(i), answer.sides().get(i)));
        }
        return same;
    }
}
