package dev.caravan.verifier.math.compare;

import dev.caravan.verifier.math.tree.Expr;
import dev.caravan.verifier.math.tree.Form;
import dev.caravan.verifier.math.tree.Form.Relation;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The entries of forms that have several. */
final class Entries {

    private Entries() {}

    /** Entries in the order in which they stand; null if there are none. A row or column of a matrix is like a tuple. */
    static @Nullable List<Form> inOrder(Form form) {
        if (form instanceof Form.Tuple tuple) {
            return tuple.entries();
        } else if (form instanceof Form.Listing listing) {
            return listing.entries().stream().map(Entries::withoutName).toList();
        } else if (form instanceof Form.Matrix matrix && matrix.rows().size() == 1) {
            return values(matrix.rows().get(0));
        } else if (form instanceof Form.Matrix matrix && matrix.rows().get(0).size() == 1) {
            return values(matrix.rows().stream().map(row -> row.get(0)).toList());
        }
        return null;
    }

    /** Entries that may stand in any order; a single form is one entry. Null if the form is neither. */
    static @Nullable List<Form> unordered(Form form) {
        if (form instanceof Form.Listing listing) {
            return listing.entries();
        } else if (form instanceof Form.Braces braces) {
            return braces.entries();
        } else if (form instanceof Form.Member member && member.set() instanceof Form.Braces braces) {
            return braces.entries();
        } else if (form instanceof Form.Union union) {
            return union.sets();
        }
        return form instanceof Form.Value || form instanceof Form.Chain || form instanceof Form.Tuple
                ? List.of(form)
                : null;
    }

    /** The words, or the name of the one variable: letters in words and letters as variables look the same. */
    static String text(Form form) {
        if (form instanceof Form.Words words) {
            return words.text();
        }
        return form instanceof Form.Value value && value.expr() instanceof Expr.Sym symbol
                ? symbol.name().toLowerCase(Locale.ROOT)
                : form.toString();
    }

    /** Whether all are words of more than a letter: a ranking of names has an order, a choice of letters has none. */
    static boolean areWords(List<Form> entries) {
        return entries.size() > 1
                && entries.stream()
                        .allMatch(entry -> entry instanceof Form.Words words
                                && words.text().length() > 1);
    }

    /** Whether dots stand for some: only their place tells which. */
    static boolean haveGap(List<Form> entries) {
        return entries.contains(new Form.Dots());
    }

    /** The values without {@code x =} before them, if that is the same variable throughout and the other list names none. */
    static List<Form> unlabelled(List<Form> entries, List<Form> others) {
        boolean named = others.stream().anyMatch(other -> other instanceof Form.Chain);
        boolean oneName = entries.stream().map(Entries::name).distinct().count() == 1;
        return named || !oneName
                ? entries
                : entries.stream().map(Entries::withoutName).toList();
    }

    private static Form withoutName(Form form) {
        return name(form).isEmpty() || !(form instanceof Form.Chain chain)
                ? form
                : new Form.Value(chain.sides().get(1), "");
    }

    private static String name(Form form) {
        return form instanceof Form.Chain chain
                        && chain.sides().size() == 2
                        && chain.relations().get(0) == Relation.EQUAL
                        && chain.sides().get(0) instanceof Expr.Sym symbol
                ? symbol.name()
                : "";
    }

    private static List<Form> values(List<Expr> exprs) {
        return exprs.stream().<Form>map(expr -> new Form.Value(expr, "")).toList();
    }
}
