package dev.caravan.verifier.math.compare;

import dev.caravan.verifier.math.tree.Expr;
import java.util.List;
import java.util.function.UnaryOperator;

/** Rebuilds expressions from the bottom up. */
final class Rewriting {

    private Rewriting() {}

    static Expr of(Expr expr, UnaryOperator<Expr> step) {
        List<Expr> parts = expr.parts().stream().map(part -> of(part, step)).toList();
        return step.apply(parts.isEmpty() ? expr : rebuilt(expr, parts));
    }

    /** The value with the upper signs, or with the lower ones. */
    static Expr signed(Expr expr, boolean upper) {
        return of(expr, part -> {
            if (!(part instanceof Expr.PlusMinus both)) {
                return part;
            }
            Expr right = both.upper() == upper ? both.right() : new Expr.Negative(both.right());
            Expr left = both.left();
            return left == null ? right : new Expr.Sum(List.of(left, right));
        });
    }

    /** The expression with another in the place of a variable. */
    static Expr substituted(Expr expr, String variable, Expr by) {
        return of(expr, part -> part instanceof Expr.Sym symbol && symbol.name().equals(variable) ? by : part);
    }

    /** The expression with other names for its variables. */
    static Expr renamed(Expr expr) {
        return of(expr, part -> {
            if (part instanceof Expr.BigOperator operator) {
                return new Expr.BigOperator(
                        operator.sign(), operator.variable() + "?", operator.of(), operator.bounds());
            }
            return part instanceof Expr.Sym symbol ? new Expr.Sym(symbol.name() + "?") : part;
        });
    }

    private static Expr rebuilt(Expr expr, List<Expr> parts) {
        Expr first = parts.get(0);
        if (expr instanceof Expr.Negative) {
            return new Expr.Negative(first);
        } else if (expr instanceof Expr.Sum) {
            return new Expr.Sum(parts);
        } else if (expr instanceof Expr.Product) {
            return new Expr.Product(parts);
        } else if (expr instanceof Expr.Quotient) {
            return new Expr.Quotient(first, parts.get(1));
        } else if (expr instanceof Expr.Power) {
            return new Expr.Power(first, parts.get(1));
        } else if (expr instanceof Expr.Percent) {
            return new Expr.Percent(first);
        } else if (expr instanceof Expr.Degrees) {
            return new Expr.Degrees(first);
        } else if (expr instanceof Expr.Call call) {
            return new Expr.Call(call.function(), parts);
        } else if (expr instanceof Expr.BigOperator operator) {
            return new Expr.BigOperator(operator.sign(), operator.variable(), first, parts.subList(1, parts.size()));
        } else if (expr instanceof Expr.PlusMinus both) {
            return parts.size() == 1
                    ? new Expr.PlusMinus(null, first, both.upper())
                    : new Expr.PlusMinus(first, parts.get(1), both.upper());
        }
        return expr;
    }
}
