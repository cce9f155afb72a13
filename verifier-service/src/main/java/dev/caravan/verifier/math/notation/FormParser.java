package dev.caravan.verifier.math.notation;

import dev.caravan.verifier.math.notation.Token.Kind;
import dev.caravan.verifier.math.number.UnitWords;
import dev.caravan.verifier.math.tree.Expr;
import dev.caravan.verifier.math.tree.Form;
import dev.caravan.verifier.math.tree.Form.Relation;
import dev.caravan.verifier.math.tree.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads an answer as a whole: entries, each a relation, a set, something in brackets, a matrix or an expression with a unit. */
final class FormParser {

    private static final int MAX_DEPTH = 12;
    private static final Set<String> SEPARATORS = Set.of(",", ";", "or", "and");
    private static final Set<String> SETS = Set.of("union", "without");
    private static final Set<String> FILLERS = Set.of("approximately", "about", "roughly", "exactly", "equals", "is");
    private static final Map<String, Relation> RELATIONS = Map.of(
            "=", Relation.EQUAL,
            "!=", Relation.UNEQUAL,
            "<", Relation.LESS,
            "<=", Relation.AT_MOST,
            ">", Relation.MORE,
            ">=", Relation.AT_LEAST,
            "~", Relation.ABOUT);

    private int depth;

    Form whole(List<Token> tokens) throws UnreadableException {
        if (++depth > MAX_DEPTH) {
            throw new UnreadableException("more than " + MAX_DEPTH + " levels of brackets");
        }
        Split split = Split.at(trimmed(tokens), SEPARATORS);
        List<Form> entries = new ArrayList<>();
        for (List<Token> part : split.parts()) {
            if (!part.isEmpty()) {
                entries.add(entry(part));
            }
        }
        depth--;
        if (entries.isEmpty()) {
            throw new UnreadableException("nothing");
        }
        if (entries.size() == 1) {
            return entries.get(0);
        }
        boolean alternatives = split.marks().stream().allMatch(mark -> mark.equals("or"));
        return alternatives && entries.stream().allMatch(FormParser::isSet)
                ? new Form.Union(List.copyOf(entries))
                : new Form.Listing(List.copyOf(entries));
    }

    private static boolean isSet(Form form) {
        return form instanceof Form.Interval
                || (form instanceof Form.Chain chain
                        && chain.relations().stream().allMatch(Relation::isOrder))
                || (form instanceof Form.Member member && isSet(member.set()));
    }

    private static List<Token> trimmed(List<Token> tokens) {
        int from = 0;
        int to = tokens.size();
        while (to > from && isEdge(tokens.get(to - 1))) {
            to--;
        }
        while (from < to
                && (isEdge(tokens.get(from))
                        || tokens.get(from).is("=")
                        || tokens.get(from).is("~"))) {
            from++;
        }
        int words = from;
        while (words < to && FILLERS.contains(tokens.get(words).text())) {
            words++;
        }
        return tokens.subList(words < to ? words : from, to);
    }

    private static boolean isEdge(Token token) {
        return token.is(",") || token.is(";") || token.is(":");
    }

    private Form entry(List<Token> tokens) throws UnreadableException {
        if (tokens.stream().allMatch(token -> token.kind() == Kind.WORD)) {
            return words(tokens);
        }
        Form numeral = inBase(tokens);
        if (numeral != null) {
            return numeral;
        }
        Split member = Split.at(tokens, Set.of("in"));
        if (member.parts().size() == 2) {
            return new Form.Member(
                    expr(member.parts().get(0)), whole(member.parts().get(1)));
        }
        Split relation = Split.at(tokens, RELATIONS.keySet());
        if (relation.parts().size() > 1) {
            return chain(relation);
        }
        Split sets = Split.at(tokens, SETS);
        if (sets.parts().size() > 1) {
            return combined(sets);
        }
        Split ratio = Split.at(tokens, Set.of(":"));
        if (ratio.parts().size() > 1) {
            return new Form.Ratio(exprs(ratio.parts()));
        }
        return simple(tokens);
    }

    private Form chain(Split relation) throws UnreadableException {
        List<List<Token>> sides = relation.parts();
        List<Token> last = sides.get(sides.size() - 1);
        boolean equation = relation.marks().stream().allMatch("="::equals);
        boolean label =
                sides.get(0).stream().anyMatch(token -> token.kind() == Kind.WORD) || Split.enclosed(sides.get(0));
        if (equation
                && (label
                        || Split.enclosed(last)
                        || last.stream().anyMatch(t -> t.text().startsWith("begin:")))) {
            return entry(last);
        }
        int about = relation.marks().indexOf("~");
        if (about >= 0) {
            // The rounded value after it says nothing more than the exact one before it.
            return about == 0
                    ? entry(sides.get(0))
                    : chain(new Split(
                            sides.subList(0, about + 1), relation.marks().subList(0, about)));
        }
        List<Relation> relations = new ArrayList<>();
        for (String mark : relation.marks()) {
            relations.add(RELATIONS.getOrDefault(mark, Relation.EQUAL));
        }
        if (equation) {
            // A unit may stand behind the last side.
            Form right = simple(last);
            if (!(right instanceof Form.Value value)) {
                return right;
            }
            List<Expr> exprs = new ArrayList<>(exprs(sides.subList(0, sides.size() - 1)));
            exprs.add(value.expr());
            return new Form.Chain(List.copyOf(exprs), relations);
        }
        return new Form.Chain(exprs(sides), List.copyOf(relations));
    }

    private Form combined(Split sets) throws UnreadableException {
        List<Form> union = new ArrayList<>();
        for (int i = 0; i < sets.parts().size(); i++) {
            Form set = simple(sets.parts().get(i));
            if (i > 0 && sets.marks().get(i - 1).equals("without")) {
                union.set(union.size() - 1, new Form.Without(union.get(union.size() - 1), set));
            } else {
                union.add(set);
            }
        }
        return union.size() == 1 ? union.get(0) : new Form.Union(List.copyOf(union));
    }

    private Form simple(List<Token> tokens) throws UnreadableException {
        if (tokens.size() == 1 && tokens.get(0).is("reals")) {
            return new Form.Reals();
        }
        if (tokens.size() == 1 && tokens.get(0).is("∅")) {
            return new Form.Braces(List.of());
        }
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).text().startsWith("begin:")) {
                return new MatrixParser(tokens, i).matrix();
            }
        }
        if (Split.enclosed(tokens)) {
            Form enclosed = enclosed(tokens);
            if (enclosed != null) {
                return enclosed;
            }
        }
        return value(tokens);
    }

    /** What brackets around everything make of it; null if they only group an expression. */
    private @Nullable Form enclosed(List<Token> tokens) throws UnreadableException {
        String open = tokens.get(0).text();
        String close = tokens.get(tokens.size() - 1).text();
        List<Token> inside = tokens.subList(1, tokens.size() - 1);
        Split split = Split.at(inside, Set.of(",", ";"));
        boolean curly = open.equals("\\{") || (open.equals("{") && split.parts().size() > 1);
        if (curly) {
            return inside.isEmpty() ? new Form.Braces(List.of()) : braces(inside, split);
        }
        if (split.parts().size() == 1) {
            boolean group = open.equals("{") || (open.equals("(") && close.equals(")"));
            return group && !inside.isEmpty() && !plain(inside) ? whole(inside) : null;
        }
        boolean interval = split.parts().size() == 2 && (open.equals("[") || close.equals("]"));
        if (interval) {
            return new Form.Interval(
                    expr(split.parts().get(0)), expr(split.parts().get(1)), open.equals("("), close.equals(")"));
        }
        return new Form.Tuple(entries(split));
    }

    /** Whether brackets around this may be part of an expression. */
    private static boolean plain(List<Token> inside) {
        return Split.at(inside, RELATIONS.keySet()).parts().size() == 1
                && inside.stream().noneMatch(t -> t.is("in") || t.is("union") || t.is("or") || t.is("and"))
                && inside.stream().anyMatch(t -> t.kind() != Kind.WORD)
                && inside.stream().noneMatch(t -> t.text().startsWith("begin:"));
    }

    private Form braces(List<Token> inside, Split split) throws UnreadableException {
        Split builder = Split.at(inside, Set.of(":", "|"));
        if (builder.parts().size() == 2 && builder.parts().get(0).size() <= 3) {
            return whole(builder.parts().get(1));
        }
        return new Form.Braces(entries(split));
    }

    private List<Form> entries(Split split) throws UnreadableException {
        List<Form> entries = new ArrayList<>();
        for (List<Token> part : split.parts()) {
            entries.add(whole(part));
        }
        return List.copyOf(entries);
    }

    private static @Nullable Form inBase(List<Token> tokens) throws UnreadableException {
        boolean numeral = tokens.size() >= 3
                && tokens.get(0).kind() == Kind.NUMBER
                && tokens.get(0).text().chars().allMatch(c -> Lexer.isDigit((char) c))
                && tokens.get(1).is("_");
        if (!numeral) {
            return null;
        }
        boolean group =
                tokens.size() == 5 && tokens.get(2).is("{") && tokens.get(4).is("}");
        Rational base = group
                ? tokens.get(3).value()
                : tokens.size() == 3 ? tokens.get(2).value() : null;
        if (base == null || !base.isInteger() || base.bits() > 6) {
            throw new UnreadableException("a numeral whose base is no small number");
        }
        return new Form.InBase(tokens.get(0).text(), base.numerator().intValueExact());
    }

    private static Form words(List<Token> tokens) {
        StringBuilder text = new StringBuilder();
        for (Token token : tokens) {
            text.append(text.isEmpty() ? "" : " ").append(token.text().toLowerCase(Locale.ROOT));
        }
        Integer number = Vocabulary.NUMBER_WORDS.get(text.toString());
        return number == null
                ? new Form.Words(text.toString())
                : new Form.Value(new Expr.Num(Rational.of(BigInteger.valueOf(number)), 0), "");
    }

    private static Form value(List<Token> tokens) throws UnreadableException {
        Tokens in = new Tokens(tokens);
        Expr expr = new ExprParser(in).sum();
        return new Form.Value(expr, unit(in.rest()));
    }

    private static Expr expr(List<Token> tokens) throws UnreadableException {
        Form form = value(tokens);
        if (form instanceof Form.Value value) {
            return value.expr();
        }
        throw new UnreadableException("no expression");
    }

    private static List<Expr> exprs(List<List<Token>> parts) throws UnreadableException {
        List<Expr> exprs = new ArrayList<>();
        for (List<Token> part : parts) {
            exprs.add(expr(part));
        }
        return List.copyOf(exprs);
    }

    /** The words behind an expression, with powers and slashes between them. */
    private static String unit(List<Token> tokens) throws UnreadableException {
        StringBuilder unit = new StringBuilder();
        boolean afterWord = false;
        for (Token token : tokens) {
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
