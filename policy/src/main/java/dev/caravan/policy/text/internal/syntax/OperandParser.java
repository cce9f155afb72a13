package dev.caravan.policy.text.internal.syntax;

import dev.caravan.policy.text.internal.value.JinjaException;
import dev.caravan.policy.text.internal.value.None;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What operators work on: constants, names, brackets, and what may follow them. */
final class OperandParser {

    private static final Set<String> RESERVED = Set.of("and", "or", "not", "in", "is", "if", "else");

    private final Cursor tag;
    private final ExpressionParser expressions;

    OperandParser(Cursor tag, ExpressionParser expressions) {
        this.tag = tag;
        this.expressions = expressions;
    }

    /** A signed primary with what follows it: attributes, subscripts, calls, filters, tests. */
    Expression operand() {
        return filtered(signed());
    }

    private Expression signed() {
        int signs = 0;
        boolean negative = false;
        while (tag.peek().is("-") || tag.peek().is("+")) {
            negative ^= tag.next().is("-");
            signs++;
        }
        Expression value = postfix(primary());
        return signs == 0 || !negative ? value : new Expression.Unary("-", value);
    }

    private Expression primary() {
        Token token = tag.next();
        switch (token.kind()) {
            case STRING -> {
                StringBuilder text = new StringBuilder(token.text());
                while (tag.peek().kind() == Token.Kind.STRING) {
                    text.append(tag.next().text());
                }
                return new Expression.Literal(text.toString());
            }
            case INTEGER, DECIMAL -> {
                return new Expression.Literal(number(token));
            }
            case NAME -> {
                return named(token);
            }
            default -> {
                return bracketed(token);
            }
        }
    }

    private static Object number(Token token) {
        try {
            return token.kind() == Token.Kind.INTEGER
                    ? (Object) Long.parseLong(token.text())
                    : (Object) Double.parseDouble(token.text());
        } catch (NumberFormatException e) {
            throw new JinjaException("number out of range: " + token.text());
        }
    }

    private static Expression named(Token token) {
        return switch (token.text()) {
            case "true", "True" -> new Expression.Literal(true);
            case "false", "False" -> new Expression.Literal(false);
            case "none", "None" -> new Expression.Literal(None.NONE);
            default -> {
                if (RESERVED.contains(token.text())) {
                    throw new JinjaException("unexpected '" + token.text() + "'");
                }
                yield new Expression.Name(token.text());
            }
        };
    }

    private Expression bracketed(Token open) {
        if (open.is("(")) {
            if (tag.accept(")")) {
                return new Expression.Sequence(List.of());
            }
            Expression inner = expressions.tuple();
            tag.expect(")");
            return inner;
        }
        if (open.is("[")) {
            List<Expression> items = new ArrayList<>();
            while (!tag.accept("]")) {
                items.add(expressions.expression());
                if (!tag.peek().is("]")) {
                    tag.expect(",");
                }
            }
            return new Expression.Sequence(items);
        }
        if (!open.is("{")) {
            throw new JinjaException("unexpected '" + open.text() + "'");
        }
        List<Expression> keys = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        while (!tag.accept("}")) {
            keys.add(expressions.expression());
            tag.expect(":");
            values.add(expressions.expression());
            if (!tag.peek().is("}")) {
                tag.expect(",");
            }
        }
        return new Expression.Dict(keys, values);
    }

    private Expression postfix(Expression primary) {
        Expression target = primary;
        while (true) {
            if (tag.accept(".")) {
                Token key = tag.peek();
                if (key.kind() == Token.Kind.INTEGER) {
                    target = new Expression.Item(target, new Expression.Literal(number(tag.next())));
                } else {
                    target = new Expression.Attribute(target, tag.name());
                }
            } else if (tag.accept("[")) {
                target = subscript(target);
            } else if (tag.peek().is("(")) {
                Inputs inputs = inputs();
                target = new Expression.Call(target, inputs.positional(), inputs.named());
            } else {
                return target;
            }
        }
    }

    private Expression subscript(Expression target) {
        @Nullable Expression[] parts = new @Nullable Expression[3];
        int part = 0;
        while (!tag.peek().is("]")) {
            if (tag.accept(":")) {
                if (++part > 2) {
                    throw new JinjaException("a slice has at most three parts");
                }
            } else {
                parts[part] = expressions.expression();
            }
        }
        tag.expect("]");
        Expression first = parts[0];
        if (part == 0) {
            if (first == null) {
                throw new JinjaException("an index is empty");
            }
            return new Expression.Item(target, first);
        }
        return new Expression.Slice(target, first, parts[1], parts[2]);
    }

    private Expression filtered(Expression operand) {
        Expression value = operand;
        while (true) {
            if (tag.accept("|")) {
                String filter = tag.name();
                Inputs inputs = tag.peek().is("(") ? inputs() : Inputs.NONE;
                value = new Expression.Filter(value, filter, inputs.positional(), inputs.named());
            } else if (tag.accept("is")) {
                value = test(value);
            } else if (tag.peek().is("(")) {
                Inputs inputs = inputs();
                value = new Expression.Call(value, inputs.positional(), inputs.named());
            } else {
                return value;
            }
        }
    }

    private Expression test(Expression value) {
        boolean negated = tag.accept("not");
        String test = tag.name();
        List<Expression> arguments = List.of();
        if (tag.peek().is("(")) {
            arguments = inputs().positional();
        } else if (startsArgument(tag.peek())) {
            arguments = List.of(postfix(primary()));
        }
        Expression result = new Expression.Test(value, test, arguments);
        return negated ? new Expression.Unary("not", result) : result;
    }

    private static boolean startsArgument(Token token) {
        return switch (token.kind()) {
            case STRING, INTEGER, DECIMAL -> true;
            case NAME -> !RESERVED.contains(token.text());
            default -> token.is("[") || token.is("{");
        };
    }

    private record Inputs(List<Expression> positional, Map<String, Expression> named) {
        static final Inputs NONE = new Inputs(List.of(), Map.of());
    }

    private Inputs inputs() {
        List<Expression> positional = new ArrayList<>();
        Map<String, Expression> named = new LinkedHashMap<>();
        tag.expect("(");
        while (!tag.accept(")")) {
            boolean keyword =
                    tag.peek().kind() == Token.Kind.NAME && tag.peek(1).is("=");
            if (keyword) {
                String key = tag.name();
                tag.expect("=");
                named.put(key, expressions.expression());
            } else {
                positional.add(expressions.expression());
            }
            if (!tag.peek().is(")")) {
                tag.expect(",");
            }
        }
        return new Inputs(positional, named);
    }
}
