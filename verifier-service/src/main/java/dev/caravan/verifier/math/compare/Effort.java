package dev.caravan.verifier.math.compare;

import dev.caravan.verifier.math.tree.Expr;
import dev.caravan.verifier.math.tree.Form;
import dev.caravan.verifier.math.tree.Rational;
import java.math.BigInteger;
import java.util.List;

/**
 * Tells answers from questions: whoever repeats the question gives an expression that is equal to the answer, and must not be paid
 * for it.
 */
public final class Effort {

    private static final Rational TEN = Rational.of(BigInteger.TEN);
    private static final int LEAST_LENGTH = 3;

    private Effort() {}

    /** Whether the reference is a plain number and the answer still has sums, products or the like of numbers in it: {@code 2+3} for 5. */
    public static boolean isLeftToDo(Form reference, Form answer) {
        List<Expr> gold = said(reference);
        return !gold.isEmpty()
                && gold.stream().allMatch(Effort::isNumber)
                && said(answer).stream().anyMatch(expr -> expr.all().anyMatch(Effort::isArithmetic));
    }

    /** The values that a form states; of an equation the side that is plain, or else the last. */
    private static List<Expr> said(Form form) {
        if (form instanceof Form.Value value) {
            return List.of(value.expr());
        } else if (form instanceof Form.Tuple tuple) {
            return tuple.entries().stream()
                    .flatMap(entry -> said(entry).stream())
                    .toList();
        } else if (form instanceof Form.Listing listing) {
            return listing.entries().stream()
                    .flatMap(entry -> said(entry).stream())
                    .toList();
        } else if (form instanceof Form.Braces braces) {
            return braces.entries().stream()
                    .flatMap(entry -> said(entry).stream())
                    .toList();
        } else if (form instanceof Form.Chain chain
                && chain.relations().stream().allMatch(r -> r == Form.Relation.EQUAL)) {
            Expr last = chain.sides().get(chain.sides().size() - 1);
            return List.of(chain.sides().stream()
                    .filter(Effort::isNumber)
                    .reduce((a, b) -> b)
                    .orElse(last));
        }
        return List.of();
    }

    /** Whether the answer stands in the prompt as it is, and is not merely the reference with its terms in another order. */
    public static boolean repeatsPrompt(Form reference, Form answer, String answerText, String prompt) {
        boolean expression = answer instanceof Form.Value value
                && !isNumber(value.expr())
                && !value.expr().parts().isEmpty();
        if (!expression || prompt.isEmpty() || answerText.length() > prompt.length()) {
            return false;
        }
        String text = squeezed(answerText);
        return text.length() >= LEAST_LENGTH
                && squeezed(prompt).contains(text)
                && !leaves(reference).equals(leaves(answer));
    }

    private static boolean isNumber(Expr expr) {
        if (expr instanceof Expr.Num) {
            return true;
        } else if (expr instanceof Expr.Negative || expr instanceof Expr.Percent || expr instanceof Expr.Degrees) {
            return isNumber(expr.parts().get(0));
        }
        return expr instanceof Expr.Quotient quotient && isInteger(quotient.above()) && isInteger(quotient.below());
    }

    private static boolean isInteger(Expr expr) {
        return expr instanceof Expr.Num
                || (expr instanceof Expr.Negative negative && negative.of() instanceof Expr.Num);
    }

    private static boolean isArithmetic(Expr expr) {
        if (expr instanceof Expr.Sum sum) {
            return sum.terms().stream().allMatch(Effort::isPlain);
        } else if (expr instanceof Expr.Product product) {
            return product.factors().stream().allMatch(Effort::isPlain) && !isScientific(product);
        } else if (expr instanceof Expr.Quotient quotient) {
            return isPlain(quotient.above()) && isPlain(quotient.below()) && !isNumber(quotient);
        } else if (expr instanceof Expr.BigOperator) {
            return true;
        } else if (expr instanceof Expr.Call call) {
            return call.function().ofWholeNumbers() || call.function().takesSeveral();
        }
        return false;
    }

    /** Whether only numbers and the four operations, powers and signs are in it. */
    private static boolean isPlain(Expr expr) {
        return expr.all()
                .allMatch(part -> part instanceof Expr.Num
                        || part instanceof Expr.Negative
                        || part instanceof Expr.Sum
                        || part instanceof Expr.Product
                        || part instanceof Expr.Quotient
                        || part instanceof Expr.Power
                        || part instanceof Expr.Percent);
    }

    private static boolean isScientific(Expr.Product product) {
        return product.factors().size() == 2
                && product.factors().get(0) instanceof Expr.Num
                && product.factors().get(1) instanceof Expr.Power power
                && power.base() instanceof Expr.Num base
                && base.value().equals(TEN);
    }

    private static List<String> leaves(Form form) {
        if (form instanceof Form.Value value) {
            return value.expr()
                    .all()
                    .filter(part -> part.parts().isEmpty() || part instanceof Expr.Call)
                    .map(part ->
                            part instanceof Expr.Call call ? call.function().toString() : part.toString())
                    .sorted()
                    .toList();
        }
        return List.of(form.toString());
    }

    /** The text without spaces, dollars and braces: enough to find it again in another layout. */
    static String squeezed(String text) {
        StringBuilder squeezed = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isWhitespace(c) && "${}".indexOf(c) < 0) {
                squeezed.append(c);
            }
        }
        return squeezed.toString();
    }
}
