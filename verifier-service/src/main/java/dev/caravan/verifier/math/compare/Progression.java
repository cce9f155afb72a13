package dev.caravan.verifier.math.compare;

import dev.caravan.verifier.math.tree.Expr;
import dev.caravan.verifier.math.tree.Form;
import dev.caravan.verifier.math.tree.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Writes out what dots stand for where they stand for a few whole numbers: {@code 1, 2, …, 10}. */
final class Progression {

    private static final int MAX_ENTRIES = 64;

    private Progression() {}

    /** The entries, with the numbers in the place of the dots if the first two tell the step and the last one is reached by it. */
    static Form filledIn(Form form) {
        if (form instanceof Form.Braces braces) {
            return new Form.Braces(filledIn(braces.entries()));
        }
        return form instanceof Form.Listing listing ? new Form.Listing(filledIn(listing.entries())) : form;
    }

    private static List<Form> filledIn(List<Form> entries) {
        int dots = entries.indexOf(new Form.Dots());
        if (dots < 2 || dots != entries.size() - 2) {
            return List.copyOf(entries);
        }
        List<BigInteger> numbers = new ArrayList<>();
        for (Form entry : entries) {
            if (entry instanceof Form.Value value
                    && value.expr() instanceof Expr.Num number
                    && number.value().isInteger()) {
                numbers.add(number.value().numerator());
            }
        }
        if (numbers.size() != entries.size() - 1) {
            return List.copyOf(entries);
        }
        BigInteger step = numbers.get(1).subtract(numbers.get(0));
        boolean even = step.signum() != 0;
        for (int i = 1; i < dots; i++) {
            even &= numbers.get(i).subtract(numbers.get(i - 1)).equals(step);
        }
        BigInteger[] steps = even
                ? numbers.get(dots).subtract(numbers.get(0)).divideAndRemainder(step)
                : new BigInteger[] {BigInteger.ZERO, BigInteger.ONE};
        boolean reached = steps[1].signum() == 0
                && steps[0].compareTo(BigInteger.valueOf(dots)) >= 0
                && steps[0].compareTo(BigInteger.valueOf(MAX_ENTRIES)) < 0;
        if (!reached) {
            return List.copyOf(entries);
        }
        List<Form> all = new ArrayList<>();
        for (int i = 0; i <= steps[0].intValueExact(); i++) {
            BigInteger number = numbers.get(0).add(step.multiply(BigInteger.valueOf(i)));
            all.add(new Form.Value(new Expr.Num(Rational.of(number), 0), ""));
        }
        return List.copyOf(all);
    }
}
