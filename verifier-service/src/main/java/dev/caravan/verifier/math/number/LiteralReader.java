package dev.caravan.verifier.math.number;

import dev.caravan.verifier.math.tree.Rational;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the digits of numbers:
 *
 * <pre>
 * literal  = digits (separator three digits)* ("." digits)? (("e" | "E") sign? digits)?   or "." digits
 * exponent = "^" (sign? digits | "{" sign? digits "}" | "(" sign? digits ")") | superscript digits
 * </pre>
 */
public final class LiteralReader {

    private static final int MAX_DIGITS = 10_000;
    private static final int MAX_BITS = 1 << 14;
    private static final int MAX_EXPONENT_DIGITS = 6;
    private static final List<String> SEPARATORS = List.of(",\\!", "{,}", ",", "\\,", "\u2009", "\u202f", "\u00a0");
    private static final List<String> NO_COMMA =
            SEPARATORS.stream().filter(separator -> !separator.equals(",")).toList();
    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private final Cursor in;
    private final List<String> separators;

    public LiteralReader(Cursor in) {
        this(in, true);
    }

    /** Whether a comma before three digits may separate thousands: not in brackets, where it separates entries. */
    public LiteralReader(Cursor in, boolean commas) {
        this.in = in;
        this.separators = commas ? SEPARATORS : NO_COMMA;
    }

    /** {@code base^exponent}; null if it does not exist or is beyond the bounds. */
    public static @Nullable Rational power(Rational base, int exponent) {
        if ((long) base.bits() * Math.abs(exponent) > MAX_BITS || (base.isZero() && exponent <= 0)) {
            return null;
        }
        return base.power(exponent);
    }

    /** {@code mantissa * 10^exponent}; null if it is beyond the bounds. */
    public static @Nullable Quantity scaled(Rational mantissa, int exponent) {
        Rational ten = power(Rational.of(BigInteger.TEN), exponent);
        return ten == null ? null : Quantity.of(mantissa.times(ten));
    }

    /** Moves past a sign; whether it was a minus. */
    public boolean sign() {
        char c = in.peek();
        boolean negative = c == '-' || c == '\u2212' || c == '\u2013';
        if (negative || c == '+') {
            in.advance(1);
        }
        return negative;
    }

    /** An unsigned literal; null if there is none within the bounds. */
    public @Nullable Quantity literal() {
        StringBuilder digits = new StringBuilder();
        digits(digits);
        if (!digits.isEmpty() && digits.length() <= 3) {
            while (digits.length() <= MAX_DIGITS && thousands(digits)) {
                // each call reads one more group of three
            }
        }
        int integerDigits = digits.length();
        if (in.peek() == '.' && Cursor.isDigit(in.peek(1))) {
            in.advance(1);
            digits(digits);
        }
        if (digits.isEmpty() || digits.length() > MAX_DIGITS) {
            return null;
        }
        int decimals = digits.length() - integerDigits;
        Rational value = Rational.of(new BigInteger(digits.toString()), decimals);
        int from = in.position();
        if (in.accept('e') || in.accept('E')) {
            Integer exponent = signedDigits();
            if (exponent != null) {
                return scaled(value, exponent);
            }
            in.moveTo(from);
        }
        return new Quantity(value, false, decimals);
    }

    /** An exponent with its "^", or in superscript digits; null, and the cursor where it was, if there is none. */
    public @Nullable Integer exponent() {
        int from = in.position();
        Integer exponent = null;
        if (in.accept('^')) {
            char closing = in.accept('{') ? '}' : in.accept('(') ? ')' : Cursor.END;
            exponent = signedDigits();
            if (closing != Cursor.END && !in.accept(closing)) {
                exponent = null;
            }
        } else if (in.peek() == '⁻' || isSuperscript(in.peek())) {
            boolean negative = in.accept('⁻');
            exponent = superscript();
            exponent = exponent != null && negative ? Integer.valueOf(-exponent) : exponent;
        }
        if (exponent == null) {
            in.moveTo(from);
        }
        return exponent;
    }

    private @Nullable Integer superscript() {
        int value = 0;
        int digits = 0;
        for (; isSuperscript(in.peek()) && digits < MAX_EXPONENT_DIGITS; digits++) {
            value = value * 10 + SUPERSCRIPTS.indexOf(in.peek());
            in.advance(1);
        }
        return digits == 0 || isSuperscript(in.peek()) ? null : Integer.valueOf(value);
    }

    private static boolean isSuperscript(char c) {
        return SUPERSCRIPTS.indexOf(c) >= 0;
    }

    private @Nullable Integer signedDigits() {
        boolean negative = sign();
        int from = in.position();
        while (in.atDigit() && in.position() - from <= MAX_EXPONENT_DIGITS) {
            in.advance(1);
        }
        int digits = in.position() - from;
        if (digits == 0 || digits > MAX_EXPONENT_DIGITS) {
            return null;
        }
        int value = Integer.parseInt(in.slice(from, in.position()));
        return negative ? -value : value;
    }

    private void digits(StringBuilder digits) {
        int from = in.position();
        while (in.atDigit()) {
            in.advance(1);
        }
        // One digit too many is enough to know that there are too many.
        digits.append(in.slice(from, Math.min(in.position(), from + MAX_DIGITS + 1)));
    }

    private boolean thousands(StringBuilder digits) {
        for (String separator : separators) {
            int width = separator.length();
            if (in.looksAt(separator)
                    && Cursor.isDigit(in.peek(width))
                    && Cursor.isDigit(in.peek(width + 1))
                    && Cursor.isDigit(in.peek(width + 2))
                    && !Cursor.isDigit(in.peek(width + 3))) {
                digits.append(in.slice(in.position() + width, in.position() + width + 3));
                in.advance(width + 3);
                return true;
            }
        }
        return false;
    }
}
