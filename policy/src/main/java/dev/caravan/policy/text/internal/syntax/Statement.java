package dev.caravan.policy.text.internal.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node of a template. */
public sealed interface Statement {

    /** Where it starts, from 1. */
    int line();

    /** Text that is copied. */
    record Text(String text, int line) implements Statement {}

    /** <code>{{ value }}</code>. */
    record Print(Expression value, int line) implements Statement {}

    /** The first branch whose condition holds; {@code else} is a branch whose condition is true. */
    record If(List<Branch> branches, int line) implements Statement {}

    /** One arm of an {@link If}. */
    record Branch(Expression condition, List<Statement> body) {}

    /** A loop over those elements that {@code filter} lets through; {@code otherwise} runs if there is none. */
    record For(
            List<String> targets,
            Expression elements,
            @Nullable Expression filter,
            List<Statement> body,
            List<Statement> otherwise,
            int line)
            implements Statement {}

    /** Assignment to names or attributes of a namespace; several targets unpack the value. */
    record Set(List<Expression> targets, Expression value, int line) implements Statement {}

    /** Assignment of rendered text. */
    record Capture(Expression target, List<Statement> body, int line) implements Statement {}

    /** A function whose result is rendered text. */
    record Macro(String name, List<Parameter> parameters, List<Statement> body, int line) implements Statement {}

    /** A parameter of a macro. */
    record Parameter(String name, @Nullable Expression otherwise) {}

    /** Statements that only belong together: transformers' {@code generation} block. */
    record Group(List<Statement> body, int line) implements Statement {}

    /** {@code break} or {@code continue}. */
    record Jump(boolean leaves, int line) implements Statement {}
}
