package dev.caravan.verifier.math.notation;

import dev.caravan.verifier.math.token.Token;
import dev.caravan.verifier.math.token.Token.Kind;
import dev.caravan.verifier.math.token.UnreadableException;
import dev.caravan.verifier.math.tree.Rational;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stretch of tokens and a position in it that only moves on. */
final class Tokens {

    private static final Token END = new Token(Kind.END, "the end", null, 0, false);

    private final List<Token> tokens;
    private int at;
    private int end;

    Tokens(List<Token> tokens) {
        this.tokens = tokens;
        this.end = tokens.size();
    }

    boolean atEnd() {
        return at >= end;
    }

    /** Ends the stretch before the index; the index at which it ended. */
    int stopAt(int index) {
        int before = end;
        end = index;
        return before;
    }

    Token at(int index) {
        return tokens.get(index);
    }

    Token peek() {
        return peek(0);
    }

    Token peek(int ahead) {
        return at + ahead < end ? tokens.get(at + ahead) : END;
    }

    Token next() {
        Token next = peek();
        at++;
        return next;
    }

    boolean looksAt(String mark) {
        return peek().is(mark);
    }

    boolean accept(String mark) {
        if (!looksAt(mark)) {
            return false;
        }
        at++;
        return true;
    }

    void expect(String mark) throws UnreadableException {
        if (!accept(mark)) {
            throw new UnreadableException("'" + peek().text() + "' where '" + mark + "' should be");
        }
    }

    /** Whether the token before the position is a number. */
    boolean afterNumber() {
        return at > 0 && tokens.get(at - 1).kind() == Kind.NUMBER;
    }

    List<Token> rest() {
        return tokens.subList(Math.min(at, end), end);
    }

    /** The index of the {@code d} of {@code dx} that belongs to the integral sign just read. */
    int differential() throws UnreadableException {
        int open = 0;
        int brackets = 0;
        for (int i = at; i + 1 < end; i++) {
            Token token = tokens.get(i);
            Token variable = tokens.get(i + 1);
            if (token.is("int")) {
                open++;
            }
            brackets += Split.depth(token);
            boolean differential = (token.kind() == Kind.SYMBOL || token.kind() == Kind.WORD)
                    && token.text().equals("d")
                    && variable.kind() == Kind.SYMBOL;
            if (differential && brackets == 0 && open-- == 0) {
                return i;
            }
        }
        throw new UnreadableException("an integral without its variable");
    }

    /**
     * Moves past the fraction that makes a mixed number of the integer before it; null, and nothing moved, if there is none.
     *
     * @throws UnreadableException if the fraction is not below 1: 2 3/2 may be a product or a slip
     */
    @Nullable
    Rational properFraction() throws UnreadableException {
        Rational above;
        Rational below;
        int length;
        if (peek().kind() == Kind.NUMBER && peek().text().equals("½")) {
            return next().valueOrFail();
        }
        if (looksAt("frac")) {
            int first = peek(1).is("{") ? 3 : 1;
            int second = peek(1 + first).is("{") ? 3 : 1;
            above = peek(1 + first / 2).value();
            below = peek(1 + first + second / 2).value();
            boolean plain = (first == 1 || peek(first).is("}"))
                    && (second == 1 || peek(first + second).is("}"));
            if (!plain) {
                return null;
            }
            length = 1 + first + second;
        } else {
            above = peek().gap() ? peek().value() : null;
            below = peek(1).is("/") ? peek(2).value() : null;
            length = 3;
        }
        if (above == null || below == null || !above.isInteger() || !below.isInteger()) {
            return null;
        }
        if (above.numerator().signum() <= 0 || above.numerator().compareTo(below.numerator()) >= 0) {
            throw new UnreadableException("a mixed number whose fraction is not below 1");
        }
        at += length;
        return above.dividedBy(below);
    }
}
