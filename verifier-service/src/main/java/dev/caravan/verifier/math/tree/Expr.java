package dev.caravan.verifier.math.tree;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An expression as it was written: nothing is evaluated or simplified, so that one can tell {@code 2+3} from {@code 5}. */
public sealed interface Expr {

    /** The parts, in the order in which they are written. */
    List<Expr> parts();

    /** This expression and all within it. */
    default Stream<Expr> all() {
        return Stream.concat(Stream.of(this), parts().stream().flatMap(Expr::all));
    }

    /**
     * A number written in digits, mixed numbers included.
     *
     * @param decimals how many decimals were written out; 0 if it was not written as a decimal
     */
    record Num(Rational value, int decimals) implements Expr {
        @Override
        public List<Expr> parts() {
            return List.of();
        }
    }

    /** A variable, by its name with any index. */
    record Sym(String name) implements Expr {
        @Override
        public List<Expr> parts() {
            return List.of();
        }
    }

    /** The constants that are no rational numbers. */
    enum Const implements Expr {
        PI,
        E,
        I,
        INFINITY;

        @Override
        public List<Expr> parts() {
            return List.of();
        }
    }

    record Negative(Expr of) implements Expr {
        @Override
        public List<Expr> parts() {
            return List.of(of);
        }
    }

    record Sum(List<Expr> terms) implements Expr {
        @Override
        public List<Expr> parts() {
            return terms;
        }
    }

    record Product(List<Expr> factors) implements Expr {
        @Override
        public List<Expr> parts() {
            return factors;
        }
    }

    record Quotient(Expr above, Expr below) implements Expr {
        @Override
        public List<Expr> parts() {
            return List.of(above, below);
        }
    }

    record Power(Expr base, Expr exponent) implements Expr {
        @Override
        public List<Expr> parts() {
            return List.of(base, exponent);
        }
    }

    record Call(Function function, List<Expr> arguments) implements Expr {
        @Override
        public List<Expr> parts() {
            return arguments;
        }
    }

    /**
     * What a big sign with a bound variable makes of an expression.
     *
     * @param bounds the lower and the upper one; none of an indefinite integral; what the variable tends to, of a limit
     */
    record BigOperator(Sign sign, String variable, Expr of, List<Expr> bounds) implements Expr {

        /** The sign before the expression. */
        public enum Sign {
            SUM,
            PRODUCT,
            INTEGRAL,
            LIMIT
        }

        @Override
        public List<Expr> parts() {
            return Stream.concat(Stream.of(of), bounds.stream()).toList();
        }
    }

    record Percent(Expr of) implements Expr {
        @Override
        public List<Expr> parts() {
            return List.of(of);
        }
    }

    record Degrees(Expr of) implements Expr {
        @Override
        public List<Expr> parts() {
            return List.of(of);
        }
    }

    /**
     * Two values in one: {@code left ± right}.
     *
     * @param left null where nothing stands before the sign
     * @param upper whether the plus is the upper sign: false for ∓
     */
    record PlusMinus(@Nullable Expr left, Expr right, boolean upper) implements Expr {
        @Override
        public List<Expr> parts() {
            return left == null ? List.of(right) : List.of(left, right);
        }
    }
}
