package dev.caravan.verifier.math.compare;

import dev.caravan.verifier.math.tree.Expr;
import dev.caravan.verifier.math.tree.Form;
import java.util.ArrayList;
import java.util.List;

/** Turns {@code 1 ± 2} into {@code 3, -1}: all upper signs, then all lower ones. */
final class Signs {

    private Signs() {}

    static Form expanded(Form form) {
        if (form instanceof Form.Value value && hasBoth(value.expr())) {
            return new Form.Listing(List.of(
                    new Form.Value(Rewriting.signed(value.expr(), true), value.unit()),
                    new Form.Value(Rewriting.signed(value.expr(), false), value.unit())));
        }
        if (form instanceof Form.Chain chain && chain.sides().stream().anyMatch(Signs::hasBoth)) {
            return new Form.Listing(List.of(signed(chain, true), signed(chain, false)));
        }
        if (form instanceof Form.Listing listing) {
            return new Form.Listing(flat(listing.entries()));
        }
        if (form instanceof Form.Braces braces) {
            return new Form.Braces(flat(braces.entries()));
        }
        return form;
    }

    private static List<Form> flat(List<Form> entries) {
        List<Form> flat = new ArrayList<>();
        for (Form entry : entries) {
            Form expanded = expanded(entry);
            if (expanded instanceof Form.Listing listing) {
                flat.addAll(listing.entries());
            } else {
                flat.add(expanded);
            }
        }
        return List.copyOf(flat);
    }

    private static boolean hasBoth(Expr expr) {
        return expr.all().anyMatch(part -> part instanceof Expr.PlusMinus);
    }

    private static Form signed(Form.Chain chain, boolean upper) {
        return new Form.Chain(
                chain.sides().stream()
                        .map(side -> Rewriting.signed(side, upper))
                        .toList(),
                chain.relations());
    }
}
