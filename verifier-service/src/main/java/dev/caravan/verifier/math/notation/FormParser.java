package dev.caravan.verifier.math.notation;

import dev.caravan.verifier.math.number.NumberWords;
import dev.caravan.verifier.math.token.Token;
import dev.caravan.verifier.math.token.Token.Kind;
import dev.caravan.verifier.math.token.UnreadableException;
import dev.caravan.verifier.math.token.Vocabulary;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads an answer as a whole: entries, each a relation, a set, something in brackets, a matrix or an expression with a unit. */
final class FormParser {

    private static final int MAX_DEPTH = 12;
    private static final Set<String> SEPARATORS = Set.of(",", ";", "or", "and");
    private static final Set<String> SETS = Set.of("union", "without");
    private static final Set<String> CURRENCIES = Set.of("USD", "US", "EUR", "GBP", "INR", "Rs");
    private static final Set<String> REASONS = Set.of("since", "because");
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
        List<Token> trimmed = trimmed(tokens);
        BigInteger number = NumberWords.value(trimmed.stream()
                .filter(token -> !token.is("-") || trimmed.get(0).is("-"))
                .map(token -> token.text().toLowerCase(Locale.ROOT))
                .toList());
        if (number != null && trimmed.stream().anyMatch(token -> token.kind() == Kind.WORD)) {
            depth--;
            return new Form.Value(new Expr.Num(Rational.of(number), 0), "");
        }
        Split split = Split.at(trimmed, SEPARATORS);
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
        entries.removeIf(entry -> entry instanceof Form.Member member && isSaid(member, split.parts()));
        if (entries.size() == 1) {
            return entries.get(0);
        }
        if (areAmounts(entries) && !split.marks().contains("or")) {
            return new Form.Amounts(entries.stream().map(Form.Value.class::cast).toList());
        }
        boolean alternatives = split.marks().stream().allMatch(mark -> mark.equals("or"));
        return alternatives && entries.stream().allMatch(FormParser::isSet)
                ? new Form.Union(List.copyOf(entries))
                : new Form.Listing(List.copyOf(entries));
    }

    /** Whether all have units, and different ones: {@code 2 hours and 15 minutes}. */
    private static boolean areAmounts(List<Form> entries) {
        return entries.stream()
                        .allMatch(entry -> entry instanceof Form.Value value
                                && !value.unit().isEmpty())
                && entries.stream()
                                .map(entry -> ((Form.Value) entry).unit())
                                .distinct()
                                .count()
                        == entries.size();
    }

    /** Whether {@code x ∈ ℝ} only tells of what kind a variable of another entry is. */
    private static boolean isSaid(Form.Member member, List<List<Token>> parts) {
        return member.set() instanceof Form.Reals
                && member.element() instanceof Expr.Sym symbol
                && parts.stream()
                                .filter(part -> part.stream()
                                        .anyMatch(token -> token.text().equals(symbol.name())))
                                .count()
                        > 1;
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
                        || tokens.get(from).is("~")
                        || CURRENCIES.contains(tokens.get(from).text()))) {
            from++;
        }
        to = withoutReason(tokens, from, to);
        int words = from;
        while (words < to && FILLERS.contains(tokens.get(words).text())) {
            words++;
        }
        return tokens.subList(words < to ? words : from, to);
    }

    /** Where the part in brackets at the end starts that gives a reason: {@code x = 3 (since x > 0)}. */
    private static int withoutReason(List<Token> tokens, int from, int to) {
        if (to <= from || !tokens.get(to - 1).is(")")) {
            return to;
        }
        int depth = 0;
        for (int i = to - 1; i > from; i--) {
            depth += Split.depth(tokens.get(i));
            if (depth == 0) {
                return REASONS.contains(tokens.get(i + 1).text()) ? i : to;
            }
        }
        return to;
    }

    private static boolean isEdge(Token token) {
        return token.is(",") || token.is(";") || token.is(":");
    }

    private Form entry(List<Token> tokens) throws UnreadableException {
        if (tokens.stream().allMatch(token -> token.kind() == Kind.WORD)) {
            return ValueParser.words(tokens);
        }
        Form numeral = ValueParser.inBase(tokens);
        if (numeral != null) {
            return numeral;
        }
        Split member = Split.at(tokens, Set.of("in"));
        if (member.parts().size() == 2) {
            return new Form.Member(
                    ValueParser.expr(member.parts().get(0)),
                    whole(member.parts().get(1)));
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
            return ValueParser.ratio(ratio.parts());
        }
        for (int i = 1; i + 1 < tokens.size(); i++) {
            boolean between =
                    tokens.get(i - 1).kind() == Kind.NUMBER && tokens.get(i + 1).kind() == Kind.NUMBER;
            if (between
                    && tokens.get(i).kind() == Kind.WORD
                    && tokens.get(i).text().equals("to")) {
                return ValueParser.ratio(List.of(tokens.subList(0, i), tokens.subList(i + 1, tokens.size())));
            }
        }
        return tokens.size() == 1 && tokens.get(0).is("…") ? new Form.Dots() : simple(tokens);
    }

    private Form chain(Split relation) throws UnreadableException {
        List<List<Token>> sides = relation.parts();
        List<Token> last = sides.get(sides.size() - 1);
        boolean equation = relation.marks().stream().allMatch("="::equals);
        boolean rounded = relation.marks().equals(List.of("~"))
                && sides.get(0).stream().noneMatch(t -> t.kind() == Kind.NUMBER || t.kind() == Kind.CONSTANT);
        if (rounded) {
            return entry(last);
        }
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
            if (value.unit().startsWith(Vocabulary.MODULO) && sides.size() == 2) {
                return new Form.Member(ValueParser.expr(sides.get(0)), value);
            }
            List<Expr> exprs = new ArrayList<>();
            for (List<Token> side : sides.subList(0, sides.size() - 1)) {
                Expr named = named(side);
                if (named == null) {
                    return right;
                }
                exprs.add(named);
            }
            exprs.add(value.expr());
            return new Form.Chain(List.copyOf(exprs), relations);
        }
        return new Form.Chain(ValueParser.exprs(sides), List.copyOf(relations));
    }

    /** A side of an equation before the last; null if it is the question, a sum or the like that is not read. */
    private static @Nullable Expr named(List<Token> side) throws UnreadableException {
        Expr.Sym called = called(side);
        if (called != null) {
            return called;
        }
        try {
            return ValueParser.expr(side);
        } catch (UnreadableException e) {
            if (!side.isEmpty() && BigOperatorParser.starts(side.get(0))) {
                return null;
            }
            throw e;
        }
    }

    /**
     * What an equation says the value of, as one name: {@code f(x)}, {@code f^{-1}(x)}, {@code P(X > 3)}, {@code \frac{d}{dx} …}. Null if
     * it is an expression: {@code a(b+1)}.
     */
    private static Expr.@Nullable Sym called(List<Token> side) {
        String text = side.stream().map(Token::text).collect(Collectors.joining());
        if (text.startsWith("frac{d}{d")) {
            return new Expr.Sym(text);
        }
        int open = 0;
        while (open < side.size() && !side.get(open).is("(")) {
            open++;
        }
        boolean named = open > 0
                && side.get(0).kind() == Kind.SYMBOL
                && (open == 1
                        || side.get(1).is("^")
                        || side.get(1).is("_")
                        || side.get(1).is("prime"))
                && side.subList(1, open).stream().allMatch(FormParser::isScript)
                && open < side.size()
                && Split.enclosed(side.subList(open, side.size()));
        boolean argument = named
                && side.subList(open, side.size()).stream()
                        .noneMatch(token -> token.is("+") || token.is("*") || token.is("/") || token.is("^"));
        return argument ? new Expr.Sym(text) : null;
    }

    private static boolean isScript(Token token) {
        return token.kind() != Kind.MARK || "^_{}-prime".contains(token.text());
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
            Token token = tokens.get(i);
            if (token.is("begin:cases")) {
                return cases(tokens.subList(i, tokens.size()));
            } else if (token.text().startsWith("begin:") && !token.is(DeterminantParser.BEGIN)) {
                return new MatrixParser(tokens, i).matrix();
            }
        }
        if (Split.enclosed(tokens)) {
            Form enclosed = enclosed(tokens);
            if (enclosed != null) {
                return enclosed;
            }
        }
        return ValueParser.value(tokens);
    }

    private Form cases(List<Token> tokens) throws UnreadableException {
        if (!tokens.get(tokens.size() - 1).is("end:cases")) {
            throw new UnreadableException("something behind the cases");
        }
        List<Form.Branch> branches = new ArrayList<>();
        for (List<Token> line :
                Split.at(tokens.subList(1, tokens.size() - 1), Set.of("\\\\")).parts()) {
            List<List<Token>> cells = Split.at(line, Set.of("&")).parts();
            if (cells.size() == 2) {
                branches.add(branch(cells.get(0), cells.get(1)));
            } else if (!line.isEmpty()) {
                throw new UnreadableException("a case without its condition");
            }
        }
        return new Form.Cases(List.copyOf(branches));
    }

    private Form.Branch branch(List<Token> value, List<Token> condition) throws UnreadableException {
        List<Token> when = condition;
        while (!when.isEmpty() && (when.get(0).kind() == Kind.WORD || isEdge(when.get(0)))) {
            when = when.subList(1, when.size());
        }
        boolean otherwise = when.isEmpty()
                && condition.stream()
                        .anyMatch(token ->
                                token.text().equals("otherwise") || token.text().equals("else"));
        if (when.isEmpty() && !otherwise) {
            throw new UnreadableException("a case without its condition");
        }
        return new Form.Branch(ValueParser.expr(trimmed(value)), otherwise ? null : whole(when));
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
        if (open.equals("[")
                && split.parts().stream()
                        .allMatch(part -> Split.enclosed(part) && part.get(0).is("["))) {
            return MatrixParser.ofRows(split.parts());
        }
        boolean interval = split.parts().size() == 2 && (open.equals("[") || close.equals("]"));
        if (interval) {
            return new Form.Interval(
                    ValueParser.expr(split.parts().get(0)),
                    ValueParser.expr(split.parts().get(1)),
                    open.equals("("),
                    close.equals(")"));
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
}
