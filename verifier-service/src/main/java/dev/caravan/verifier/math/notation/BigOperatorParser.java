package dev.caravan.verifier.math.notation;

import dev.caravan.verifier.math.token.Token;
import dev.caravan.verifier.math.token.Token.Kind;
import dev.caravan.verifier.math.token.UnreadableException;
import dev.caravan.verifier.math.tree.Expr;
import dev.caravan.verifier.math.tree.Expr.BigOperator;
import dev.caravan.verifier.math.tree.Expr.BigOperator.Sign;
import dev.caravan.verifier.math.tree.Expr.Num;
import dev.caravan.verifier.math.tree.Rational;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code \sum_{k=1}^{n} …} and {@code \prod}, whose range is a product, {@code \int_a^b … dx} and {@code \lim_{x \to a} …}. Bound
 * variables are named by their level, so that the same integral in another letter is the same expression.
 */
final class BigOperatorParser {

    private static final Map<String, Sign> SIGNS =
            Map.of("sum", Sign.SUM, "prod", Sign.PRODUCT, "int", Sign.INTEGRAL, "lim", Sign.LIMIT);
    private static final int MAX_LEVEL = 4;

    private final Tokens in;
    private final ExprParser parser;
    private final Map<String, String> bound = new HashMap<>();
    private int level;

    BigOperatorParser(Tokens in, ExprParser parser) {
        this.in = in;
        this.parser = parser;
    }

    static boolean starts(Token token) {
        return token.kind() == Kind.MARK && SIGNS.containsKey(token.text());
    }

    /** The name of a variable, which is another one if it is bound here. */
    String named(String name) throws UnreadableException {
        int index = name.indexOf('_');
        if (index > 0 && !bound.isEmpty()) {
            throw new UnreadableException("a sequence within a sum");
        }
        return bound.getOrDefault(name, name);
    }

    Expr read(Token mark) throws UnreadableException {
        Sign sign = SIGNS.getOrDefault(mark.text(), Sign.SUM);
        if (++level > MAX_LEVEL) {
            throw new UnreadableException("more than " + MAX_LEVEL + " sums or integrals within each other");
        }
        Expr read =
                switch (sign) {
                    case SUM, PRODUCT -> repeated(sign);
                    case LIMIT -> tendency();
                    case INTEGRAL -> integral();
                };
        level--;
        return read;
    }

    private Expr repeated(Sign sign) throws UnreadableException {
        Expr high = in.accept("^") ? limit() : null;
        in.expect("_");
        in.expect("{");
        String variable = variable();
        in.expect("=");
        Expr low = parser.sum();
        in.expect("}");
        if (high == null) {
            in.expect("^");
            high = limit();
        }
        return over(sign, variable, List.of(low, high));
    }

    private Expr tendency() throws UnreadableException {
        in.expect("_");
        in.expect("{");
        String variable = variable();
        in.expect("->");
        Expr target = parser.sum();
        if (in.accept("^")) {
            throw new UnreadableException("a limit from one side");
        }
        in.expect("}");
        return over(Sign.LIMIT, variable, List.of(target));
    }

    private Expr integral() throws UnreadableException {
        List<Expr> bounds = new ArrayList<>();
        if (in.accept("_")) {
            bounds.add(limit());
            in.expect("^");
            bounds.add(limit());
        }
        int differential = in.differential();
        String variable = in.at(differential + 1).text();
        int end = in.stopAt(differential);
        String outer = bound.put(variable, "#" + level);
        Expr of = in.atEnd() ? new Num(Rational.ONE, 0) : parser.sum();
        restore(variable, outer);
        if (!in.atEnd()) {
            throw new UnreadableException("'" + in.peek().text() + "' in an integral");
        }
        in.stopAt(end);
        in.next();
        in.next();
        return new BigOperator(Sign.INTEGRAL, "#" + level, of, List.copyOf(bounds));
    }

    private String variable() throws UnreadableException {
        Token variable = in.next();
        if (variable.kind() != Kind.SYMBOL
                && !(variable.kind() == Kind.CONSTANT && variable.text().equals("i"))) {
            throw new UnreadableException("'" + variable.text() + "' where a variable should be");
        }
        return variable.text();
    }

    /** An upper or lower bound: one digit, letter or group, never a mixed number with what follows. */
    private Expr limit() throws UnreadableException {
        return in.peek().kind() == Kind.NUMBER ? new Num(in.next().valueOrFail(), 0) : parser.argument();
    }

    private Expr over(Sign sign, String variable, List<Expr> bounds) throws UnreadableException {
        String outer = bound.put(variable, "#" + level);
        Expr of = parser.product();
        restore(variable, outer);
        return new BigOperator(sign, "#" + level, of, bounds);
    }

    private void restore(String variable, @Nullable String outer) {
        if (outer == null) {
            bound.remove(variable);
        } else {
            bound.put(variable, outer);
        }
    }
}
