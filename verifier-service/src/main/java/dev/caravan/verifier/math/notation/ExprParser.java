package dev.caravan.verifier.math.notation;

import dev.caravan.verifier.math.token.Token;
import dev.caravan.verifier.math.token.Token.Kind;
import dev.caravan.verifier.math.token.UnreadableException;
import dev.caravan.verifier.math.token.Vocabulary;
import dev.caravan.verifier.math.tree.Expr;
import dev.caravan.verifier.math.tree.Expr.Call;
import dev.caravan.verifier.math.tree.Expr.Num;
import dev.caravan.verifier.math.tree.Expr.Power;
import dev.caravan.verifier.math.tree.Expr.Quotient;
import dev.caravan.verifier.math.tree.Function;
import dev.caravan.verifier.math.tree.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads an expression:
 *
 * <pre>
 * sum      = "±"? product (("+" | "-" | "±" | "∓") product)*
 * product  = signed (("*" | "/" | "mod")? signed)*                       where nothing but a gap means times
 * signed   = ("+" | "-") signed | power
 * power    = postfix ("^" signed)?
 * postfix  = atom ("!" | "%" | "°" | magnitude)*
 * atom     = number | mixed number | symbol index? | constant | "(" sum ")" | "|" sum "|" | fraction | function
 *          | sum, product, integral or limit | determinant
 * function = name index? exponent? (argument | "(" sum ("," sum)* ")")   where an argument without brackets ends at + - * / or a name
 * </pre>
 */
final class ExprParser {

    private static final int MAX_DEPTH = 60;

    private final Tokens in;
    private final BigOperatorParser operators;
    private int depth;
    private int bars;

    ExprParser(Tokens in) {
        this.in = in;
        this.operators = new BigOperatorParser(in, this);
    }

    Expr sum() throws UnreadableException {
        if (++depth > MAX_DEPTH) {
            throw new UnreadableException("more than " + MAX_DEPTH + " levels of brackets");
        }
        List<Expr> terms = new ArrayList<>();
        Expr sum = null;
        if (!in.looksAt("±") && !in.looksAt("∓")) {
            terms.add(product());
        }
        while (true) {
            if (in.accept("+")) {
                terms.add(product());
            } else if (in.accept("-")) {
                terms.add(new Expr.Negative(product()));
            } else if (in.looksAt("±") || in.looksAt("∓")) {
                boolean upper = in.next().is("±");
                Expr left = terms.isEmpty() ? null : joined(terms);
                terms = new ArrayList<>(List.of(new Expr.PlusMinus(left, product(), upper)));
            } else {
                sum = joined(terms);
                depth--;
                return sum;
            }
        }
    }

    private static Expr joined(List<Expr> terms) {
        return terms.size() == 1 ? terms.get(0) : new Expr.Sum(List.copyOf(terms));
    }

    Expr product() throws UnreadableException {
        List<Expr> factors = new ArrayList<>();
        factors.add(signed());
        while (true) {
            if (in.accept("*")) {
                factors.add(signed());
            } else if (in.accept("/")) {
                Expr above = times(factors);
                factors = new ArrayList<>(List.of(new Quotient(above, signed())));
            } else if (in.accept("mod")) {
                Expr of = times(factors);
                factors = new ArrayList<>(List.of(new Call(Function.MOD, List.of(of, signed()))));
            } else if (factorFollows()) {
                factors.add(power());
            } else {
                return times(factors);
            }
        }
    }

    private static Expr times(List<Expr> factors) {
        return factors.size() == 1 ? factors.get(0) : new Expr.Product(List.copyOf(factors));
    }

    /** Whether a factor follows that is written without a sign of multiplication. A number does not, or 3 4 would be 12. */
    private boolean factorFollows() {
        Token next = in.peek();
        return switch (next.kind()) {
            case SYMBOL, CONSTANT, FUNCTION -> true;
            case NUMBER -> !in.afterNumber();
            case MARK ->
                next.is("(")
                        || next.is("{")
                        || next.is("[")
                        || (next.is("frac")
                                && !(in.peek(1).is("{") && in.peek(2).kind() == Kind.WORD))
                        || BigOperatorParser.starts(next)
                        || next.is(DeterminantParser.BEGIN)
                        || next.is("⌊")
                        || next.is("⌈")
                        || (next.is("|") && bars == 0);
            case WORD, END -> false;
        };
    }

    private Expr signed() throws UnreadableException {
        boolean negative = false;
        while (in.looksAt("-") || in.looksAt("+")) {
            negative ^= in.next().is("-");
        }
        Expr unsigned = power();
        return negative ? new Expr.Negative(unsigned) : unsigned;
    }

    private Expr power() throws UnreadableException {
        Expr base = postfix(atom());
        if (!in.accept("^")) {
            return base;
        }
        if (in.accept("prime")) {
            throw new UnreadableException("a derivative");
        }
        return postfix(new Power(base, exponent()));
    }

    private Expr exponent() throws UnreadableException {
        if (++depth > MAX_DEPTH) {
            throw new UnreadableException("more than " + MAX_DEPTH + " levels of powers");
        }
        Expr exponent = signed();
        depth--;
        return exponent;
    }

    private Expr postfix(Expr atom) throws UnreadableException {
        Expr expr = atom;
        while (true) {
            Token next = in.peek();
            Integer zeros = next.kind() == Kind.WORD
                    ? Vocabulary.MAGNITUDES.get(next.text().toLowerCase(Locale.ROOT))
                    : null;
            if (in.accept("!")) {
                expr = new Call(Function.FACTORIAL, List.of(expr));
            } else if (in.accept("%")) {
                expr = new Expr.Percent(expr);
            } else if (in.accept("°")) {
                expr = new Expr.Degrees(expr);
            } else if (zeros != null && expr instanceof Num number) {
                in.next();
                expr = new Num(number.value().times(Rational.of(BigInteger.TEN.pow(zeros))), 0);
            } else {
                return expr;
            }
        }
    }

    private Expr atom() throws UnreadableException {
        Token token = in.next();
        return switch (token.kind()) {
            case NUMBER -> number(token);
            case SYMBOL -> symbol(token);
            case CONSTANT -> constant(token);
            case FUNCTION -> function(token);
            case MARK -> marked(token);
            case WORD, END -> throw new UnreadableException("'" + token.text() + "' where a value should be");
        };
    }

    private Expr marked(Token mark) throws UnreadableException {
        return switch (mark.text()) {
            case "(" -> closed(")");
            case "{" -> closed("}");
            case "[" -> closed("]");
            case "⌊" -> new Call(Function.FLOOR, List.of(closed("⌋")));
            case "⌈" -> new Call(Function.CEILING, List.of(closed("⌉")));
            case "|" -> {
                bars++;
                Expr inside = closed("|");
                bars--;
                yield new Call(Function.ABS, List.of(inside));
            }
            case "frac" -> {
                Expr above = argument();
                yield new Quotient(above, argument());
            }
            case DeterminantParser.BEGIN -> new DeterminantParser(in, this).determinant();
            default -> {
                if (BigOperatorParser.starts(mark)) {
                    yield operators.read(mark);
                }
                throw new UnreadableException("'" + mark.text() + "' where a value should be");
            }
        };
    }

    /** A constant; i may be the index of a sum. */
    private Expr constant(Token token) throws UnreadableException {
        String name = operators.named(token.text());
        return name.equals(token.text()) ? Vocabulary.constant(name) : new Expr.Sym(name);
    }

    private Expr closed(String closing) throws UnreadableException {
        int outerBars = bars;
        bars = closing.equals("|") ? bars : 0;
        Expr inside = sum();
        bars = outerBars;
        in.expect(closing);
        return inside;
    }

    /** The argument of a LaTeX command: in curly brackets, or one token. */
    Expr argument() throws UnreadableException {
        return in.looksAt("{") ? marked(in.next()) : atom();
    }

    private Expr number(Token token) throws UnreadableException {
        Rational value = token.valueOrFail();
        Num number = new Num(value, token.decimals());
        if (!value.isInteger() || token.decimals() > 0) {
            return number;
        }
        if (in.looksAt("_")) {
            throw new UnreadableException("a numeral with a base within an expression");
        }
        Rational part = in.properFraction();
        return part == null ? number : new Num(value.plus(part), 0);
    }

    private Expr symbol(Token token) throws UnreadableException {
        StringBuilder name = new StringBuilder(token.text());
        if (in.accept("_")) {
            boolean group = in.accept("{");
            do {
                Token index = in.next();
                if (index.kind() == Kind.MARK || index.kind() == Kind.END) {
                    throw new UnreadableException("an index that is no name");
                }
                name.append('_').append(index.text());
            } while (group && !in.accept("}"));
        }
        while (in.accept("prime")) {
            name.append('\'');
        }
        return new Expr.Sym(operators.named(name.toString()));
    }

    private Expr function(Token name) throws UnreadableException {
        if (name.text().endsWith("binom")) {
            Expr above = argument();
            return new Call(Function.BINOMIAL, List.of(above, argument()));
        }
        if (name.text().equals("sqrt") || name.text().equals("cbrt")) {
            return root(name);
        }
        Function function = Vocabulary.function(name.text());
        Expr base = null;
        if (function == Function.LOG) {
            base = in.accept("_") ? argument() : new Num(Rational.of(BigInteger.TEN), 0);
        }
        Expr exponent = in.accept("^") ? exponent() : null;
        if (base != null && in.accept("_")) {
            base = argument();
        }
        List<Expr> arguments = arguments(function);
        if (base != null) {
            arguments = List.of(base, arguments.get(0));
        }
        if (exponent instanceof Expr.Negative one && one.of().equals(new Num(Rational.ONE, 0))) {
            return new Call(Vocabulary.inverse(function), arguments);
        }
        Expr call = new Call(function, arguments);
        return exponent == null ? call : new Power(call, exponent);
    }

    private Expr root(Token name) throws UnreadableException {
        Expr degree = name.text().equals("cbrt") ? new Num(Rational.of(BigInteger.valueOf(3)), 0) : null;
        if (in.accept("[")) {
            degree = closed("]");
        }
        Expr radicand = argument();
        return new Call(Function.ROOT, degree == null ? List.of(radicand) : List.of(degree, radicand));
    }

    private List<Expr> arguments(Function function) throws UnreadableException {
        if (in.accept("(")) {
            List<Expr> arguments = new ArrayList<>(List.of(sum()));
            while (function.takesSeveral() && in.accept(",")) {
                arguments.add(sum());
            }
            in.expect(")");
            return List.copyOf(arguments);
        }
        if (function.takesSeveral()) {
            throw new UnreadableException("'" + function + "' without brackets");
        }
        List<Expr> factors = new ArrayList<>(List.of(signed()));
        while (factorFollows() && in.peek().kind() != Kind.FUNCTION && !in.looksAt("(")) {
            factors.add(power());
        }
        if (in.looksAt("/") && factors.size() == 1 && factors.get(0).equals(Expr.Const.PI)) {
            in.next();
            return List.of(new Quotient(Expr.Const.PI, signed()));
        }
        return List.of(times(factors));
    }
}
