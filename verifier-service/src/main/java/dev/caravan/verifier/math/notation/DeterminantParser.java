package dev.caravan.verifier.math.notation;

import dev.caravan.verifier.math.token.UnreadableException;
import dev.caravan.verifier.math.tree.Expr;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code \begin{vmatrix} a & b \\ c & d \end{vmatrix}} of up to four rows as the sum that it is, expanded along its first row. */
final class DeterminantParser {

    static final String BEGIN = "begin:vmatrix";

    private static final String END = "end:vmatrix";
    private static final int MAX_ROWS = 4;
    private static final int MAX_ENTRY = 50;

    private final Tokens in;
    private final ExprParser parser;

    DeterminantParser(Tokens in, ExprParser parser) {
        this.in = in;
        this.parser = parser;
    }

    /** What follows the opening mark. */
    Expr determinant() throws UnreadableException {
        List<List<Expr>> rows = new ArrayList<>();
        while (!in.accept(END)) {
            List<Expr> row = new ArrayList<>(List.of(entry()));
            while (in.accept("&")) {
                row.add(entry());
            }
            if (!in.accept("\\\\") && !in.looksAt(END)) {
                throw new UnreadableException("'" + in.peek().text() + "' in a determinant");
            }
            rows.add(row);
        }
        if (rows.isEmpty() || rows.size() > MAX_ROWS || rows.stream().anyMatch(row -> row.size() != rows.size())) {
            throw new UnreadableException("a determinant that is not square, or too large");
        }
        return expanded(rows);
    }

    /** An entry occurs several times in the expansion: a large one, a determinant itself, would multiply. */
    private Expr entry() throws UnreadableException {
        Expr entry = parser.sum();
        if (entry.all().count() > MAX_ENTRY) {
            throw new UnreadableException("a determinant with large entries");
        }
        return entry;
    }

    private static Expr expanded(List<List<Expr>> rows) {
        if (rows.size() == 1) {
            return rows.get(0).get(0);
        }
        List<Expr> terms = new ArrayList<>();
        for (int column = 0; column < rows.size(); column++) {
            List<List<Expr>> minor = new ArrayList<>();
            for (List<Expr> row : rows.subList(1, rows.size())) {
                List<Expr> rest = new ArrayList<>(row);
                rest.remove(column);
                minor.add(rest);
            }
            Expr term = new Expr.Product(List.of(rows.get(0).get(column), expanded(minor)));
            terms.add(column % 2 == 0 ? term : new Expr.Negative(term));
        }
        return new Expr.Sum(List.copyOf(terms));
    }
}
