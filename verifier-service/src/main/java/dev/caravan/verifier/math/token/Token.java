package dev.caravan.verifier.math.token;

import dev.caravan.verifier.math.tree.Rational;
import org.jspecify.annotations.Nullable;

/**
 * One piece of an answer's notation.
 *
 * @param text a number's digits, a symbol's name, a word, a mark in one spelling ("*" for every sign of multiplication)
 * @param value of a number, else null
 * @param gap whether space stands before it
 */
public record Token(Kind kind, String text, @Nullable Rational value, int decimals, boolean gap) {

    /** Whether it is this mark. */
    public boolean is(String mark) {
        return kind == Kind.MARK && text.equals(mark);
    }

    /** The value of a number. */
    public Rational valueOrFail() throws UnreadableException {
        if (value == null) {
            throw new UnreadableException("'" + text + "' where a number should be");
        }
        return value;
    }

    /** What a token is. */
    public enum Kind {
        NUMBER,
        SYMBOL,
        CONSTANT,
        FUNCTION,
        WORD,
        MARK,
        END
    }
}
