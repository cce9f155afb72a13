package dev.caravan.verifier.math;

import dev.caravan.verifier.math.number.Cursor;
import dev.caravan.verifier.math.number.LiteralReader;
import dev.caravan.verifier.math.number.Quantity;
import dev.caravan.verifier.math.tree.Rational;
import org.jspecify.annotations.Nullable;

/** The strict form: a completion that ends in {@code #### N}, N being a bare number: {@code 35}, {@code -1,200}, {@code 0.5} or {@code 3/4}. */
final class StrictAnswer {

    private static final String MARK = "####";

    private StrictAnswer() {}

    /** The value of N; null if the completion does not end so. */
    static @Nullable Rational read(String completion) {
        int mark = completion.lastIndexOf(MARK);
        if (mark < 0) {
            return null;
        }
        int end = completion.stripTrailing().length();
        Cursor in = new Cursor(completion, mark + MARK.length(), end);
        while (in.peek() == ' ') {
            in.advance(1);
        }
        LiteralReader literals = new LiteralReader(in);
        boolean negative = literals.sign();
        Quantity number = literals.literal();
        Rational value = number == null ? null : number.value();
        if (value != null && in.accept('/')) {
            Quantity below = literals.literal();
            value = below == null || below.value().isZero() ? null : value.dividedBy(below.value());
        }
        if (value == null || !in.atEnd()) {
            return null;
        }
        return negative ? value.negated() : value;
    }
}
