package dev.caravan.verifier.math.token;

import dev.caravan.verifier.math.number.Cursor;
import dev.caravan.verifier.math.number.LiteralReader;
import dev.caravan.verifier.math.number.Quantity;
import dev.caravan.verifier.math.token.Token.Kind;
import java.util.List;
import java.util.Locale;

/** Reads what stands in {@code \text{…}}: words, and the numbers and commas between them. A single letter is a word here. */
final class WordReader {

    private static final String MARKS = ",;:()-/=&";

    private WordReader() {}

    static void read(String inside, List<Token> tokens) throws UnreadableException {
        Cursor in = new Cursor(inside, 0, inside.length());
        boolean gap = true;
        while (!in.atEnd()) {
            char c = in.peek();
            if (Character.isLetter(c)) {
                word(in.word(), tokens, gap);
            } else if (in.atDigit()) {
                int from = in.position();
                Quantity number = new LiteralReader(in).literal();
                if (number == null) {
                    throw new UnreadableException("a number beyond the bounds");
                }
                tokens.add(
                        new Token(Kind.NUMBER, in.slice(from, in.position()), number.value(), number.decimals(), gap));
            } else {
                in.advance(1);
                if (MARKS.indexOf(c) >= 0) {
                    tokens.add(new Token(Kind.MARK, String.valueOf(c), null, 0, gap));
                } else if (c == '%') {
                    tokens.add(new Token(Kind.MARK, "%", null, 0, gap));
                } else if (c == '\\' && Character.isLetter(in.peek())) {
                    throw new UnreadableException("a command in words");
                }
                gap = true;
                continue;
            }
            gap = false;
        }
    }

    private static void word(String word, List<Token> tokens, boolean gap) {
        String lower = word.toLowerCase(Locale.ROOT);
        if (lower.equals("or") || lower.equals("and")) {
            tokens.add(new Token(Kind.MARK, lower, null, 0, gap));
        } else if (lower.equals("percent")) {
            tokens.add(new Token(Kind.MARK, "%", null, 0, gap));
        } else {
            tokens.add(new Token(Kind.WORD, word, null, 0, gap));
        }
    }
}
