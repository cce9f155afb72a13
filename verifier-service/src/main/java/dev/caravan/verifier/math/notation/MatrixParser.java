package dev.caravan.verifier.math.notation;

import dev.caravan.verifier.math.token.Token;
import dev.caravan.verifier.math.token.UnreadableException;
import dev.caravan.verifier.math.tree.Expr;
import dev.caravan.verifier.math.tree.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads {@code \begin{pmatrix} a & b \\ c & d \end{pmatrix}}, with a factor before it if there is one. */
final class MatrixParser {

    private static final Set<String> ENVIRONMENTS =
            Set.of("matrix", "pmatrix", "bmatrix", "Bmatrix", "smallmatrix", "array");

    private static final List<List<String>> TRANSPOSED = List.of(List.of("^", "T"), List.of("^", "{", "T", "}"));

    private final List<Token> tokens;
    private final int begin;

    MatrixParser(List<Token> tokens, int begin) {
        this.tokens = tokens;
        this.begin = begin;
    }

    Form matrix() throws UnreadableException {
        String environment = tokens.get(begin).text().substring("begin:".length());
        int end = tokens.size() - 1;
        while (end > begin && !tokens.get(end).text().startsWith("end:")) {
            end--;
        }
        List<Token> before = tokens.subList(0, begin);
        List<Token> behind = tokens.subList(end + 1, tokens.size());
        boolean bracketed = environment.equals("array")
                && begin > 0
                && (tokens.get(begin - 1).is("(") || tokens.get(begin - 1).is("["))
                && !behind.isEmpty();
        if (bracketed) {
            before = tokens.subList(0, begin - 1);
            behind = behind.subList(1, behind.size());
        }
        boolean transposed =
                TRANSPOSED.contains(behind.stream().map(Token::text).toList());
        if (!ENVIRONMENTS.contains(environment)
                || !tokens.get(end).is("end:" + environment)
                || !(behind.isEmpty() || transposed)) {
            throw new UnreadableException("the environment '" + environment + "'");
        }
        int from = begin + 1;
        if (environment.equals("array") && tokens.get(from).is("{")) {
            while (!tokens.get(from).is("}")) {
                from++;
            }
            from++;
        }
        List<List<Expr>> rows = new ArrayList<>();
        for (List<Token> row :
                Split.at(tokens.subList(from, end), Set.of("\\\\")).parts()) {
            if (!row.isEmpty()) {
                rows.add(row(row, before));
            }
        }
        return matrix(transposed ? columns(rows) : rows);
    }

    /** Reads rows in square brackets: {@code [1, 2], [3, 4]}. */
    static Form ofRows(List<List<Token>> parts) throws UnreadableException {
        List<List<Expr>> rows = new ArrayList<>();
        for (List<Token> part : parts) {
            List<Expr> row = new ArrayList<>();
            for (List<Token> cell :
                    Split.at(part.subList(1, part.size() - 1), Set.of(",")).parts()) {
                row.add(whole(cell));
            }
            rows.add(List.copyOf(row));
        }
        return matrix(rows);
    }

    private static Form matrix(List<List<Expr>> rows) throws UnreadableException {
        if (rows.isEmpty()
                || rows.stream().anyMatch(row -> row.size() != rows.get(0).size())) {
            throw new UnreadableException("a matrix whose rows differ in length");
        }
        return new Form.Matrix(List.copyOf(rows));
    }

    private static List<List<Expr>> columns(List<List<Expr>> rows) throws UnreadableException {
        List<List<Expr>> columns = new ArrayList<>();
        for (int i = 0; !rows.isEmpty() && i < rows.get(0).size(); i++) {
            List<Expr> column = new ArrayList<>();
            for (List<Expr> row : rows) {
                if (i >= row.size()) {
                    throw new UnreadableException("a matrix whose rows differ in length");
                }
                column.add(row.get(i));
            }
            columns.add(List.copyOf(column));
        }
        return columns;
    }

    private static List<Expr> row(List<Token> tokens, List<Token> factor) throws UnreadableException {
        List<Expr> row = new ArrayList<>();
        for (List<Token> cell : Split.at(tokens, Set.of("&")).parts()) {
            Expr entry = whole(cell);
            row.add(factor.isEmpty() ? entry : new Expr.Product(List.of(factor(factor), entry)));
        }
        return List.copyOf(row);
    }

    private static Expr factor(List<Token> tokens) throws UnreadableException {
        boolean sign = tokens.get(tokens.size() - 1).is("*");
        if (tokens.size() == 1 && tokens.get(0).is("-")) {
            return new Expr.Negative(new Expr.Num(dev.caravan.verifier.math.tree.Rational.ONE, 0));
        }
        return whole(sign ? tokens.subList(0, tokens.size() - 1) : tokens);
    }

    private static Expr whole(List<Token> tokens) throws UnreadableException {
        Tokens in = new Tokens(tokens);
        Expr expr = new ExprParser(in).sum();
        if (!in.atEnd()) {
            throw new UnreadableException("'" + in.peek().text() + "' behind an entry");
        }
        return expr;
    }
}
