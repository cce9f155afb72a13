package dev.caravan.verifier.math;

import dev.caravan.verifier.math.number.Cursor;
import dev.caravan.verifier.math.number.LiteralReader;
import dev.caravan.verifier.math.number.Quantity;
import dev.caravan.verifier.math.tree.Rational;
import java.math.BigInteger;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one number, by recursive descent:
 *
 * <pre>
 * quantity = sign? currency? sign? power ("%" | "percent" | thousand | million | billion | trillion)?
 * power    = primary exponent? (times "10" exponent)?
 * primary  = "(" sign? power ")" | "{" sign? power "}" | fraction | mixed | literal "/" literal | literal
 * fraction = ("\frac" | "\dfrac" | "\tfrac" | "\cfrac") argument argument | one of ½ ⅓ ¼ …
 * argument = digit | "{" sign? power "}"
 * mixed    = integer (fraction | " " literal "/" literal)                             where the fraction is below 1
 * </pre>
 *
 * A number is a number: {@code 2+3} and {@code 7 * 8} are work that is still to be done, and reading them as 5 and 56 would
 * reward a policy for repeating the question. Nesting, operations, digits and the size of powers are bounded, hence so are time
 * and memory.
 */
final class NumberReader {

    private static final int MAX_DEPTH = 16;
    private static final int MAX_OPERATIONS = 32;

    private static final List<String> FRACTIONS = List.of("\\frac", "\\dfrac", "\\tfrac", "\\cfrac");
    private static final List<String> TIMES = List.of("\\times", "\\cdot", "×", "·", "⋅", "*", "x");
    private static final String CURRENCIES = "$€£¥₹";
    private static final Map<String, Integer> MAGNITUDES =
            Map.of("thousand", 3, "million", 6, "billion", 9, "trillion", 12);

    private final Cursor in;
    private final LiteralReader literals;
    private int operations;

    NumberReader(Cursor in) {
        this.in = in;
        this.literals = new LiteralReader(in);
    }

    /** Reads the number at the cursor and moves past it; null if there is none within the bounds, the cursor then being anywhere. */
    @Nullable
    Quantity read() {
        boolean negative = literals.sign();
        while (currency()) {
            negative |= literals.sign();
        }
        Quantity unsigned = power(0);
        if (unsigned == null) {
            return null;
        }
        Quantity number = suffix(unsigned);
        return negative ? number.negated() : number;
    }

    /** Whether a number may start at the cursor, which stays where it is. */
    boolean mayStart() {
        int from = in.position();
        literals.sign();
        while (currency()) {
            literals.sign();
        }
        boolean starts = in.atDigit()
                || (in.peek() == '.' && Cursor.isDigit(in.peek(1)))
                || isVulgar(in.peek())
                || FRACTIONS.stream().anyMatch(in::looksAt);
        in.moveTo(from);
        return starts;
    }

    private boolean currency() {
        if (in.accept("\\$")) {
            return true;
        }
        if (in.atEnd() || CURRENCIES.indexOf(in.peek()) < 0) {
            return false;
        }
        in.advance(1);
        return true;
    }

    private Quantity suffix(Quantity number) {
        int from = in.position();
        in.skipNoise();
        if (in.accept("\\%") || in.accept('%')) {
            return number.asPercent();
        }
        String word = in.word().toLowerCase(Locale.ROOT);
        Integer zeros = MAGNITUDES.get(word);
        if (zeros != null) {
            return Quantity.of(number.value().times(Rational.of(BigInteger.TEN.pow(zeros))));
        }
        if (word.equals("percent")) {
            return number.asPercent();
        }
        in.moveTo(from);
        return number;
    }

    private @Nullable Quantity power(int depth) {
        Quantity base = primary(depth);
        if (base == null) {
            return null;
        }
        Integer exponent = literals.exponent();
        if (exponent != null) {
            Rational value = spend() ? LiteralReader.power(base.value(), exponent) : null;
            base = value == null ? null : Quantity.of(value);
        }
        return base == null ? null : timesPowerOfTen(base);
    }

    private @Nullable Quantity timesPowerOfTen(Quantity mantissa) {
        int from = in.position();
        in.skipNoise();
        if (TIMES.stream().anyMatch(in::accept)) {
            in.skipNoise();
            if (in.accept("10") || in.accept("{10}")) {
                Integer exponent = literals.exponent();
                if (exponent != null) {
                    return spend() ? LiteralReader.scaled(mantissa.value(), exponent) : null;
                }
            }
        }
        in.moveTo(from);
        return mantissa;
    }

    private boolean spend() {
        return ++operations <= MAX_OPERATIONS;
    }

    private @Nullable Quantity primary(int depth) {
        if (depth > MAX_DEPTH) {
            return null;
        }
        if (in.accept('(')) {
            return grouped(')', depth);
        }
        if (in.accept('{')) {
            return grouped('}', depth);
        }
        Rational fraction = fraction(depth);
        return fraction == null ? number(depth) : Quantity.of(fraction);
    }

    private @Nullable Quantity grouped(char closing, int depth) {
        in.skipNoise();
        boolean negative = literals.sign();
        Quantity inner = power(depth + 1);
        in.skipNoise();
        if (inner == null || !in.accept(closing)) {
            return null;
        }
        return negative ? inner.negated() : inner;
    }

    /** A LaTeX or one-character fraction; null, and the cursor where it was, if there is none. */
    private @Nullable Rational fraction(int depth) {
        int from = in.position();
        if (isVulgar(in.peek())) {
            String[] parts = Normalizer.normalize(String.valueOf(in.peek()), Normalizer.Form.NFKC)
                    .split("\u2044", -1);
            in.advance(1);
            return new Rational(new BigInteger(parts[0]), new BigInteger(parts[1]));
        }
        if (FRACTIONS.stream().anyMatch(in::accept)) {
            Rational above = argument(depth);
            Rational below = above == null ? null : argument(depth);
            if (above != null && below != null && !below.isZero() && spend()) {
                return above.dividedBy(below);
            }
        }
        in.moveTo(from);
        return null;
    }

    private static boolean isVulgar(char c) {
        return c == '¼' || c == '½' || c == '¾' || (c >= '⅐' && c <= '⅞');
    }

    private @Nullable Rational argument(int depth) {
        in.skipSpaces();
        if (in.accept('{')) {
            Quantity inner = depth < MAX_DEPTH ? grouped('}', depth) : null;
            return inner == null ? null : inner.value();
        }
        if (!in.atDigit()) {
            return null;
        }
        int digit = in.peek() - '0';
        in.advance(1);
        return Rational.of(BigInteger.valueOf(digit));
    }

    /** A literal, and what may follow it: a denominator, or the fraction of a mixed number. */
    private @Nullable Quantity number(int depth) {
        Quantity literal = literals.literal();
        if (literal == null) {
            return null;
        }
        Quantity below = denominator();
        if (below != null) {
            return below.value().isZero() ? null : Quantity.of(literal.value().dividedBy(below.value()));
        }
        if (!literal.value().isInteger() || literal.decimals() > 0) {
            return literal;
        }
        int from = in.position();
        in.skipNoise();
        String gap = in.slice(from, in.position());
        Rational part = null;
        if (gap.indexOf('\n') < 0) {
            part = fraction(depth);
            if (part == null && !gap.isEmpty() && in.atDigit()) {
                part = plainFraction();
            }
        }
        if (part == null) {
            in.moveTo(from);
            return literal;
        }
        // 2 3/2 may be a product or a slip: no reading of it is safe.
        boolean proper = part.numerator().signum() > 0 && part.numerator().compareTo(part.denominator()) < 0;
        return proper ? Quantity.of(literal.value().plus(part)) : null;
    }

    private @Nullable Rational plainFraction() {
        Quantity above = literals.literal();
        Quantity below = above == null ? null : denominator();
        return above == null || below == null || below.value().isZero()
                ? null
                : above.value().dividedBy(below.value());
    }

    private @Nullable Quantity denominator() {
        int from = in.position();
        in.skipSpaces();
        if (in.accept('/') || in.accept('\u2044')) {
            in.skipSpaces();
            Quantity below = literals.literal();
            if (below != null) {
                return below;
            }
        }
        in.moveTo(from);
        return null;
    }
}
