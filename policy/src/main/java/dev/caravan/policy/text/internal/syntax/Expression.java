package dev.caravan.policy.text.internal.syntax;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A node of an expression. */
public sealed interface Expression {

    /** A constant. */
    record Literal(Object value) implements Expression {}

    /** A variable. */
    record Name(String name) implements Expression {}

    /** {@code target.name}. */
    record Attribute(Expression target, String name) implements Expression {}

    /** {@code target[key]}. */
    record Item(Expression target, Expression key) implements Expression {}

    /** {@code target[from:to:step]}. */
    record Slice(Expression target, @Nullable Expression from, @Nullable Expression to, @Nullable Expression step)
            implements Expression {}

    /** {@code callee(...)}. */
    record Call(Expression callee, List<Expression> positional, Map<String, Expression> named) implements Expression {}

    /** {@code target|name(...)}. */
    record Filter(Expression target, String name, List<Expression> positional, Map<String, Expression> named)
            implements Expression {}

    /** {@code target is name ...}. */
    record Test(Expression target, String name, List<Expression> arguments) implements Expression {}

    /** {@code not operand} or {@code -operand}. */
    record Unary(String operator, Expression operand) implements Expression {}

    /** Two operands, {@code and} and {@code or} included. */
    record Binary(String operator, Expression left, Expression right) implements Expression {}

    /** {@code yes if condition else no}; without a no it is undefined. */
    record Conditional(Expression condition, Expression yes, @Nullable Expression no) implements Expression {}

    /** A list or tuple. */
    record Sequence(List<Expression> items) implements Expression {}

    /** A dict. */
    record Dict(List<Expression> keys, List<Expression> values) implements Expression {}
}
