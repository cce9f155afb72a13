package dev.caravan.verifier.math.compare;

import dev.caravan.verifier.math.tree.Expr;
import dev.caravan.verifier.math.tree.Form;
import dev.caravan.verifier.math.tree.Form.Relation;
import dev.caravan.verifier.math.tree.Rational;
import dev.caravan.verifier.math.value.Equality;
import dev.caravan.verifier.math.value.Truth;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares an answer with the reference. Each form is compared with its like; besides, these say the same:
 *
 * <ul>
 *   <li>{@code x = 5} and {@code 5}, {@code f(x) = 2x} and {@code 2x}; but {@code y = 5} is not {@code x = 5};
 *   <li>{@code 1, 2}, {@code 2 and 1}, {@code \{1, 2\}}, {@code x = 1 or x = 2}, and {@code ±1} and {@code 1, -1}: what has no brackets has
 *       no order; but one value is never a list of several;
 *   <li>a tuple and its entries in their order, with or without brackets, or as a row or column;
 *   <li>an interval, an inequality in one variable, {@code x ∈ …}; unions in any order;
 *   <li>{@code 1:2} and {@code 2:4} and {@code 1/2}; {@code 101_2} and {@code 101}, the base left out;
 *   <li>{@code f(x) = x}, {@code f(n) = n} and {@code y = x}; values that hold in the same cases; {@code 2 hours 15 minutes} and {@code
 *       135 minutes}; {@code 2 (mod 5)} and {@code 2}.
 * </ul>
 */
public final class Comparison {

    private static final int MAX_ENTRIES = 64;

    private final Equality equality;
    private final Values values;
    private final RealSets sets;
    private final Equations equations;
    private final Piecewise piecewise;

    public Comparison(Equality equality) {
        this.equality = equality;
        this.values = new Values(equality);
        this.sets = new RealSets(equality);
        this.equations = new Equations(equality);
        this.piecewise = new Piecewise(equality, sets);
    }

    /** Whether the answer says what the reference does. */
    public Truth same(Form reference, Form given) {
        Form gold = totalled(Progression.filledIn(Signs.expanded(reference)));
        Form answer = totalled(Progression.filledIn(Signs.expanded(given)));
        if (gold instanceof Form.Member left
                && answer instanceof Form.Member right
                && isResidue(left)
                && isResidue(right)) {
            return equality.same(left.element(), right.element()).and(same(left.set(), right.set()));
        }
        gold = gold instanceof Form.Member member && isResidue(member) ? member.set() : gold;
        answer = answer instanceof Form.Member member && isResidue(member) ? member.set() : answer;
        if (gold instanceof Form.Chain left && answer instanceof Form.Chain right) {
            return chains(left, right);
        }
        if (answer instanceof Form.Chain chain) {
            Form labelled = withoutLabel(chain, true);
            answer = labelled == null ? answer : labelled;
        } else if (gold instanceof Form.Chain chain) {
            Form labelled = withoutLabel(chain, false);
            gold = labelled == null ? gold : labelled;
        }
        if (gold instanceof Form.Value left && answer instanceof Form.Value right) {
            return values.same(left, right);
        }
        if (gold instanceof Form.Cases || answer instanceof Form.Cases) {
            return piecewise.same(gold, answer);
        }
        if (gold instanceof Form.Dots || answer instanceof Form.Dots) {
            return Truth.of(gold.equals(answer));
        }
        if (gold instanceof Form.Words || answer instanceof Form.Words) {
            return Truth.of(Entries.text(gold).equals(Entries.text(answer)));
        }
        if (gold instanceof Form.Matrix left && answer instanceof Form.Matrix right) {
            return matrices(left, right);
        }
        if (gold instanceof Form.InBase || answer instanceof Form.InBase) {
            return inBase(gold, answer);
        }
        if (gold instanceof Form.Ratio || answer instanceof Form.Ratio) {
            return ratios(gold, answer);
        }
        return collections(gold, answer);
    }

    /** {@code x ≡ 2 (mod 5)}. */
    private static boolean isResidue(Form.Member member) {
        return member.set() instanceof Form.Value;
    }

    private Truth chains(Form.Chain gold, Form.Chain answer) {
        RealSets.RealSet left = sets.set(gold);
        RealSets.RealSet right = sets.set(answer);
        if (left != null && right != null) {
            return sets.same(left, right);
        }
        return equations.same(gold, answer).or(calculations(gold, answer)).or(definitions(gold, answer));
    }

    /** {@code f(n) = n} and {@code y = x} for {@code f(x) = x}; {@code y = x² + K} for {@code y = x² + C}. */
    private Truth definitions(Form.Chain gold, Form.Chain answer) {
        Definition left = Definition.of(gold);
        Definition right = Definition.of(answer);
        if (left == null || right == null || !left.names(right)) {
            return Truth.NO;
        }
        Expr value = right.valueFor(left);
        return value == null ? Truth.NO : values.same(left.value(), value);
    }

    /** Amounts in several units as one value; as a list if their units are not known or not of one kind. */
    private static Form totalled(Form form) {
        if (!(form instanceof Form.Amounts amounts)) {
            return form;
        }
        Form.Value total = Units.total(amounts.parts());
        return total == null ? new Form.Listing(List.copyOf(amounts.parts())) : total;
    }

    /** {@code 2 + 3 = 5} for {@code 1 + 4 = 5}: what counts is the last side, if the others are equal to it. */
    private Truth calculations(Form.Chain gold, Form.Chain answer) {
        boolean closed = Stream.concat(gold.sides().stream(), answer.sides().stream())
                .allMatch(side -> Equality.symbols(side, side).isEmpty());
        Form left = closed ? withoutLabel(gold, false) : null;
        Form right = closed ? withoutLabel(answer, false) : null;
        return left == null || right == null ? Truth.NO : same(left, right);
    }

    /**
     * The last side of an equation whose other sides only name it or equal it; null if it is another kind of chain. In an answer {@code
     * a+b = 5} too may name what was asked for; in a reference it is an equation.
     */
    private @Nullable Form withoutLabel(Form.Chain chain, boolean ofAnswer) {
        int size = chain.sides().size();
        boolean mirrored = ofAnswer
                && hasNoNumbers(chain.sides().get(size - 1))
                && !hasNoNumbers(chain.sides().get(0));
        List<Expr> others =
                mirrored ? chain.sides().subList(1, size) : chain.sides().subList(0, size - 1);
        Expr last = chain.sides().get(mirrored ? 0 : size - 1);
        if (!chain.relations().stream().allMatch(relation -> relation == Relation.EQUAL)) {
            return null;
        }
        for (Expr side : others) {
            Truth same = isName(side) || (ofAnswer && hasNoNumbers(side)) ? Truth.YES : equality.same(side, last);
            boolean question =
                    ofAnswer && same == Truth.UNKNOWN && side.all().anyMatch(Expr.BigOperator.class::isInstance);
            if (same != Truth.YES && !question) {
                return null;
            }
        }
        return new Form.Value(last, "");
    }

    private static boolean hasNoNumbers(Expr expr) {
        return expr.all().noneMatch(part -> part instanceof Expr.Num || part instanceof Expr.Const);
    }

    private static boolean isName(Expr expr) {
        return expr instanceof Expr.Sym
                || (expr instanceof Expr.Product product
                        && product.factors().stream().allMatch(factor -> factor instanceof Expr.Sym));
    }

    private Truth matrices(Form.Matrix gold, Form.Matrix answer) {
        if (gold.rows().size() != answer.rows().size()
                || gold.rows().get(0).size() != answer.rows().get(0).size()) {
            return Truth.NO;
        }
        Truth same = Truth.YES;
        for (int i = 0; i < gold.rows().size() && same != Truth.NO; i++) {
            for (int j = 0; j < gold.rows().get(i).size() && same != Truth.NO; j++) {
                same = same.and(values.same(
                        gold.rows().get(i).get(j), answer.rows().get(i).get(j)));
            }
        }
        return same;
    }

    private static Truth inBase(Form gold, Form answer) {
        if (gold instanceof Form.Value value
                && value.expr() instanceof Expr.Num number
                && answer instanceof Form.InBase numeral) {
            return Truth.of(
                    numeral.base() == 10 && number.value().equals(Rational.of(new BigInteger(numeral.digits()))));
        }
        if (gold instanceof Form.InBase numeral
                && numeral.digits().chars().allMatch(Character::isDigit)
                && answer instanceof Form.Value value
                && value.expr() instanceof Expr.Num number) {
            return Truth.of(number.value().equals(Rational.of(new BigInteger(numeral.digits()))));
        }
        return Truth.of(gold.equals(answer));
    }

    private Truth ratios(Form gold, Form answer) {
        List<Expr> left = terms(gold);
        List<Expr> right = terms(answer);
        String half = half(gold);
        String otherHalf = half(answer);
        if (!half.isEmpty() || !otherHalf.isEmpty()) {
            boolean contrary = !half.isEmpty() && !otherHalf.isEmpty() && !half.equals(otherHalf);
            return Truth.of(!contrary && left.size() == right.size()).and(sideBySide(left, right));
        }
        if (left.size() != right.size() || left.size() < 2) {
            return Truth.NO;
        }
        Truth same = Truth.YES;
        for (int i = 1; i < left.size(); i++) {
            same = same.and(equality.same(
                    new Expr.Product(List.of(left.get(0), right.get(i))),
                    new Expr.Product(List.of(right.get(0), left.get(i)))));
        }
        return same;
    }

    private Truth sideBySide(List<Expr> left, List<Expr> right) {
        Truth same = Truth.YES;
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            same = same.and(equality.same(left.get(i), right.get(i)));
        }
        return same;
    }

    /** {@code am} or {@code pm} of a time of day; empty of all else. */
    private static String half(Form form) {
        String letters =
                form instanceof Form.Ratio ratio ? ratio.unit().replace(" ", "").toLowerCase(Locale.ROOT) : "";
        return letters.equals("am") || letters.equals("pm") ? letters : "";
    }

    /** No third term of zero: it is the seconds of a time of day. */
    private static List<Expr> terms(Form form) {
        if (form instanceof Form.Ratio ratio) {
            boolean seconds = ratio.terms().size() == 3
                    && ratio.terms().get(2) instanceof Expr.Num number
                    && number.value().isZero();
            return seconds ? ratio.terms().subList(0, 2) : ratio.terms();
        }
        return form instanceof Form.Value value ? List.of(value.expr(), new Expr.Num(Rational.ONE, 0)) : List.of();
    }

    private Truth collections(Form gold, Form answer) {
        boolean brackets = gold instanceof Form.Tuple || answer instanceof Form.Tuple;
        List<Form> left = Entries.inOrder(gold);
        List<Form> right = Entries.inOrder(answer);
        if (brackets && left != null && right != null) {
            return inOrder(left, right);
        }
        RealSets.RealSet goldSet = sets.set(gold);
        RealSets.RealSet answerSet = sets.set(answer);
        if (goldSet != null && answerSet != null) {
            return sets.same(goldSet, answerSet);
        }
        if (gold instanceof Form.Interval one && answer instanceof Form.Interval other) {
            return Truth.of(one.openLow() == other.openLow() && one.openHigh() == other.openHigh())
                    .and(equality.same(one.low(), other.low()))
                    .and(equality.same(one.high(), other.high()));
        }
        List<Form> goldEntries = Entries.unordered(gold);
        List<Form> answerEntries = Entries.unordered(answer);
        boolean alone = goldEntries != null
                && goldEntries.contains(gold)
                && answerEntries != null
                && answerEntries.contains(answer);
        if (goldEntries == null || answerEntries == null || alone) {
            return Truth.NO;
        }
        return Entries.areWords(goldEntries) || Entries.haveGap(goldEntries) || Entries.haveGap(answerEntries)
                ? inOrder(goldEntries, answerEntries)
                : matched(goldEntries, answerEntries);
    }

    private Truth inOrder(List<Form> gold, List<Form> answer) {
        Truth same = Truth.of(gold.size() == answer.size());
        for (int i = 0; i < gold.size() && same != Truth.NO; i++) {
            same = same.and(same(gold.get(i), answer.get(i)));
        }
        return same;
    }

    /** Whether each entry of either list is in the other. */
    private Truth matched(List<Form> gold, List<Form> answer) {
        if (gold.size() > MAX_ENTRIES || answer.size() > MAX_ENTRIES) {
            return Truth.UNKNOWN;
        }
        List<Form> left = new ArrayList<>(Entries.unlabelled(gold, answer));
        List<Form> right = new ArrayList<>(Entries.unlabelled(answer, gold));
        return contained(left, right).and(contained(right, left));
    }

    private Truth contained(List<Form> entries, List<Form> within) {
        Truth all = Truth.YES;
        for (Form entry : entries) {
            Truth found = Truth.NO;
            for (Form other : within) {
                found = found == Truth.YES ? found : found.or(same(entry, other));
            }
            all = all.and(found);
            if (all == Truth.NO) {
                break;
            }
        }
        return all;
    }
}
