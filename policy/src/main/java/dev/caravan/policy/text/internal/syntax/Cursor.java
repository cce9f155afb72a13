package dev.caravan.policy.text.internal.syntax;

import dev.caravan.policy.text.internal.value.JinjaException;
import java.util.List;

/** A place among the tokens of one tag. */
final class Cursor {

    private final List<Token> tokens;
    private int at;

    Cursor(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** The token here; {@link Token#LAST} at the end. */
    Token peek() {
        return peek(0);
    }

    /** The token so many places ahead. */
    Token peek(int ahead) {
        return at + ahead < tokens.size() ? tokens.get(at + ahead) : Token.LAST;
    }

    /** The token here, which is left behind. */
    Token next() {
        Token token = peek();
        at++;
        return token;
    }

    boolean accept(String spelling) {
        if (!peek().is(spelling)) {
            return false;
        }
        at++;
        return true;
    }

    void expect(String spelling) {
        if (!accept(spelling)) {
            throw new JinjaException("expected '" + spelling + "' but found '" + peek().text() + "'");
        }
    }

    String name() {
        Token token = peek();
        if (token.kind() != Token.Kind.NAME) {
            throw new JinjaException("expected a name but found '" + token.text() + "'");
        }
        at++;
        return token.text();
    }

    void end() {
        if (peek().kind() != Token.Kind.END) {
            throw new JinjaException("unexpected '" + peek().text() + "'");
        }
    }
}
