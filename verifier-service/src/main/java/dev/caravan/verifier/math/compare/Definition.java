package dev.caravan.verifier.math.compare;

import dev.caravan.verifier.math.tree.Expr;
import dev.caravan.verifier.math.tree.Form;
import dev.caravan.verifier.math.tree.Form.Relation;
import dev.caravan.verifier.math.value.Equality;
import org.jspecify.annotations.Nullable;

/**
 * An equation that says what a function of one variable, or a variable, is.
 *
 * @param head the name: {@code f} of {@code f(x) = 2x}
 * @param argument the name of the function's variable; empty of {@code y = 2x}
 */
record Definition(String head, String argument, Expr value) {

    /** The equation as a definition; null if it is none. */
    static @Nullable Definition of(Form.Chain chain) {
        boolean definition = chain.sides().size() == 2
                && chain.relations().get(0) == Relation.EQUAL
                && chain.sides().get(0) instanceof Expr.Sym;
        if (!definition || !(chain.sides().get(0) instanceof Expr.Sym symbol)) {
            return null;
        }
        Expr value = chain.sides().get(1);
        String name = symbol.name();
        int open = name.indexOf('(');
        if (open < 0) {
            return Equality.symbols(value, value).contains(name) ? null : new Definition(name, "", value);
        }
        String argument = name.substring(open + 1, name.length() - 1);
        boolean variable = argument.chars().allMatch(Character::isLetter) && !argument.isEmpty();
        return variable ? new Definition(name.substring(0, open), argument, value) : null;
    }

    /** Whether the other defines the same thing, by the same name or as the {@code y} that everybody knows. */
    boolean names(Definition other) {
        return head.equals(other.head)
                || (head.equals("y") && !other.argument.isEmpty())
                || (other.head.equals("y") && !argument.isEmpty());
    }

    /** The value as a function of the other's variable; null if that is another one here. */
    @Nullable
    Expr valueFor(Definition other) {
        boolean renamed = !argument.isEmpty() && !other.argument.isEmpty() && !argument.equals(other.argument);
        if (!renamed) {
            return value;
        }
        boolean taken = Equality.symbols(value, value).contains(other.argument);
        return taken ? null : Rewriting.substituted(value, argument, new Expr.Sym(other.argument));
    }
}
