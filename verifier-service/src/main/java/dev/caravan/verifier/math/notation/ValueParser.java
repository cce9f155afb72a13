package dev.caravan.verifier.math.notation;

import dev.caravan.verifier.math.number.Cursor;
import dev.caravan.verifier.math.number.NumberWords;
import dev.caravan.verifier.math.number.UnitWords;
import dev.caravan.verifier.math.token.Token;
import dev.caravan.verifier.math.token.Token.Kind;
import dev.caravan.verifier.math.token.UnreadableException;
import dev.caravan.verifier.math.tree.Expr;
import dev.caravan.verifier.math.tree.Form;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what has no structure around it: an expression with its unit, amounts, a numeral with its base, words. */
final class ValueParser {

    private static final Set<String> NO_SOLUTION = Set.of(
            "no solution", "no solutions", "no real solution", "no real solutions", "empty set", "the empty set");
    private static final Set<String> REALS = Set.of("all real numbers", "all reals", "any real number", "real numbers");
    private static final Set<String> INFINITY =
            Set.of("infinitely many", "infinitely many solutions", "infinite", "infinite solutions");

    private ValueParser() {}

    static Form ratio(List<List<Token>> parts) throws UnreadableException {
        List<Expr> terms = new ArrayList<>(exprs(parts.subList(0, parts.size() - 1)));
        Form last = value(parts.get(parts.size() - 1));
        if (!(last instanceof Form.Value value)) {
            throw new UnreadableException("a ratio of amounts");
        }
        terms.add(value.expr());
        return new Form.Ratio(List.copyOf(terms), value.unit());
    }

    /** A numeral with its base; null if it is none. */
    static @Nullable Form inBase(List<Token> tokens) throws UnreadableException {
        int index = 0;
        StringBuilder digits = new StringBuilder();
        while (index < tokens.size() && !tokens.get(index).is("_")) {
            digits.append(tokens.get(index++).text());
        }
        boolean numeral = index + 1 < tokens.size()
                && !digits.isEmpty()
                && digits.chars().allMatch(c -> Cursor.isDigit((char) c) || (c >= 'A' && c <= 'Z'))
                && digits.chars().anyMatch(c -> Cursor.isDigit((char) c));
        if (!numeral) {
            return null;
        }
        List<Token> below = tokens.subList(index + 1, tokens.size());
        boolean group =
                below.size() == 3 && below.get(0).is("{") && below.get(2).is("}");
        Token written = group ? below.get(1) : below.get(0);
        BigInteger base = written.value() == null
                ? NumberWords.value(List.of(written.text().toLowerCase(Locale.ROOT)))
                : written.value().isInteger() ? written.value().numerator() : null;
        if (base == null || base.bitLength() > 6 || (!group && below.size() > 1)) {
            throw new UnreadableException("a numeral whose base is no small number");
        }
        return new Form.InBase(digits.toString(), base.intValueExact());
    }

    static Form words(List<Token> tokens) {
        StringBuilder text = new StringBuilder();
        for (Token token : tokens) {
            text.append(text.isEmpty() ? "" : " ").append(token.text().toLowerCase(Locale.ROOT));
        }
        String words = text.toString();
        if (NO_SOLUTION.contains(words)) {
            return new Form.Braces(List.of());
        } else if (REALS.contains(words)) {
            return new Form.Reals();
        }
        return INFINITY.contains(words) ? new Form.Value(Expr.Const.INFINITY, "") : new Form.Words(words);
    }

    /** An expression with what stands behind it: a unit, or smaller amounts in others. */
    static Form value(List<Token> tokens) throws UnreadableException {
        Tokens in = new Tokens(tokens);
        Expr expr = new ExprParser(in).sum();
        List<Token> rest = in.rest();
        int next = 1;
        while (next < rest.size()
                && !(rest.get(next).kind() == Kind.NUMBER && rest.get(next - 1).kind() == Kind.WORD)) {
            next++;
        }
        boolean amounts = next + 1 < rest.size() && rest.get(next + 1).kind() == Kind.WORD;
        if (!amounts) {
            return new Form.Value(expr, unit(rest));
        }
        List<Form.Value> parts = new ArrayList<>(List.of(new Form.Value(expr, unit(rest.subList(0, next)))));
        Form smaller = value(rest.subList(next, rest.size()));
        if (smaller instanceof Form.Value value) {
            parts.add(value);
        } else if (smaller instanceof Form.Amounts more) {
            parts.addAll(more.parts());
        }
        return new Form.Amounts(List.copyOf(parts));
    }

    static Expr expr(List<Token> tokens) throws UnreadableException {
        Form form = value(tokens);
        if (form instanceof Form.Value value) {
            return value.expr();
        }
        throw new UnreadableException("no expression");
    }

    static List<Expr> exprs(List<List<Token>> parts) throws UnreadableException {
        List<Expr> exprs = new ArrayList<>();
        for (List<Token> part : parts) {
            exprs.add(expr(part));
        }
        return List.copyOf(exprs);
    }

    /** The words behind an expression, with powers and slashes between them. */
    private static String unit(List<Token> tokens) throws UnreadableException {
        StringBuilder unit = new StringBuilder();
        boolean fraction = tokens.size() == 7
                && tokens.get(0).is("frac")
                && tokens.get(2).kind() == Kind.WORD
                && tokens.get(5).kind() == Kind.WORD;
        if (fraction) {
            return tokens.get(2).text() + "/" + tokens.get(5).text();
        }
        boolean afterWord = false;
        String before = "per";
        for (Token token : tokens) {
            if (token.kind() == Kind.NUMBER && !before.equals("per")) {
                throw new UnreadableException("a number behind '" + before + "'");
            }
            before = token.kind() == Kind.WORD ? token.text() : "per";
            boolean word = token.kind() == Kind.WORD && !UnitWords.changesValue(token.text());
            boolean joint = afterWord && token.kind() != Kind.WORD && token.kind() != Kind.FUNCTION;
            if (!word && !joint) {
                throw new UnreadableException("'" + token.text() + "' behind the value");
            }
            afterWord |= word;
            unit.append(word && !unit.isEmpty() && token.gap() ? " " : "").append(token.text());
        }
        return unit.toString();
    }
}
