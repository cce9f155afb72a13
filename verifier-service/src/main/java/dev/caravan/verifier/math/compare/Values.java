package dev.caravan.verifier.math.compare;

import dev.caravan.verifier.math.tree.Expr;
import dev.caravan.verifier.math.tree.Form;
import dev.caravan.verifier.math.tree.Rational;
import dev.caravan.verifier.math.value.Equality;
import dev.caravan.verifier.math.value.Truth;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares single values with what people leave out or round: a percent or degree sign, a unit, decimals after the sixth of a number
 * whose decimals never end.
 */
final class Values {

    private static final int ROUNDED_DECIMALS = 6;
    private static final Set<String> CONSTANTS = Set.of("C", "c", "K", "k", "C_0", "C_1", "c_1");
    private static final Expr HUNDRED = new Expr.Num(Rational.HUNDRED, 0);

    private final Equality equality;

    Values(Equality equality) {
        this.equality = equality;
    }

    Truth same(Form.Value gold, Form.Value answer) {
        Truth sized = Units.same(gold, answer, equality);
        return sized != null ? sized : same(gold.expr(), answer.expr()).or(symbolAsUnit(gold, answer));
    }

    Truth same(Expr gold, Expr answer) {
        Truth same = equality.same(gold, answer);
        if (same == Truth.YES) {
            return same;
        }
        boolean goldPercent = gold instanceof Expr.Percent;
        boolean answerPercent = answer instanceof Expr.Percent;
        if (goldPercent != answerPercent) {
            return same.or(equality.same(times100(gold, goldPercent), times100(answer, answerPercent)));
        }
        boolean goldDegrees = gold instanceof Expr.Degrees;
        boolean answerDegrees = answer instanceof Expr.Degrees;
        if (goldDegrees != answerDegrees) {
            return same.or(equality.same(withoutDegrees(gold), withoutDegrees(answer)));
        }
        if (rounded(gold, answer)) {
            return Truth.YES;
        }
        return same.or(upToConstant(gold, answer));
    }

    /** Whether both end in a constant of integration and differ by no more than a constant. */
    private Truth upToConstant(Expr gold, Expr answer) {
        Expr function = withoutConstant(gold, Set.of("C"));
        Expr other = function == null ? null : withoutConstant(answer, CONSTANTS);
        if (function == null
                || other == null
                || Equality.symbols(function, function).isEmpty()) {
            return Truth.NO;
        }
        boolean parameters = Equality.symbols(function, other).stream()
                .anyMatch(name -> CONSTANTS.contains(name) || isUpperCase(name));
        Expr difference = new Expr.Sum(List.of(function, new Expr.Negative(other)));
        return parameters ? Truth.NO : equality.same(difference, Rewriting.renamed(difference));
    }

    /** A coefficient: in {@code Ax² + Bx + C} the C is one too. */
    private static boolean isUpperCase(String name) {
        return Character.isUpperCase(name.charAt(0));
    }

    /** The sum without its term of that name; null if there is none. */
    private static @Nullable Expr withoutConstant(Expr expr, Set<String> names) {
        if (!(expr instanceof Expr.Sum sum)) {
            return null;
        }
        List<Expr> rest = sum.terms().stream()
                .filter(term -> !(term instanceof Expr.Sym symbol && names.contains(symbol.name())))
                .toList();
        return rest.size() == sum.terms().size() - 1 ? new Expr.Sum(rest) : null;
    }

    private static Expr times100(Expr expr, boolean percent) {
        return percent ? new Expr.Product(List.of(expr, HUNDRED)) : expr;
    }

    private static Expr withoutDegrees(Expr expr) {
        return expr instanceof Expr.Degrees degrees ? degrees.of() : expr;
    }

    private boolean rounded(Expr gold, Expr answer) {
        boolean negative = answer instanceof Expr.Negative;
        Expr digits = answer instanceof Expr.Negative minus ? minus.of() : answer;
        return digits instanceof Expr.Num number
                && number.decimals() >= ROUNDED_DECIMALS
                && equality.isRounded(gold, negative ? number.value().negated() : number.value(), number.decimals());
    }

    /** {@code 5 m} for {@code 5 \text{ m}}: the last factor is the reference's unit, not a variable. */
    private Truth symbolAsUnit(Form.Value gold, Form.Value answer) {
        if (gold.unit().isEmpty() || !(answer.expr() instanceof Expr.Product product)) {
            return Truth.NO;
        }
        List<Expr> factors = product.factors();
        boolean unit = factors.get(factors.size() - 1).equals(new Expr.Sym(gold.unit()));
        if (!unit) {
            return Truth.NO;
        }
        List<Expr> rest = factors.subList(0, factors.size() - 1);
        return equality.same(gold.expr(), rest.size() == 1 ? rest.get(0) : new Expr.Product(List.copyOf(rest)));
    }
}
