package dev.caravan.policy.text.internal.syntax;

/**
 * A word inside a tag.
 *
 * @param kind what it is
 * @param text its spelling; of a string, its value
 */
record Token(Kind kind, String text) {

    enum Kind {
        NAME,
        STRING,
        INTEGER,
        DECIMAL,
        OPERATOR,
        END
    }

    static final Token LAST = new Token(Kind.END, "end of tag");

    boolean is(String spelling) {
        return (kind == Kind.OPERATOR || kind == Kind.NAME) && text.equals(spelling);
    }
}
