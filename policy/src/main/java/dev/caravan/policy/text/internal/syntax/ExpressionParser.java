package dev.caravan.policy.text.internal.syntax;

import dev.caravan.policy.text.internal.value.JinjaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Recursive descent over the tokens of one tag, with the operator precedence of Jinja. */
final class ExpressionParser {

    private static final int MAX_DEPTH = 100;
    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");

    private final Cursor tag;
    private final OperandParser operands;
    private int depth;

    ExpressionParser(Cursor tag) {
        this.tag = tag;
        operands = new OperandParser(tag, this);
    }

    /** An expression, or a tuple without parentheses. */
    Expression tuple() {
        Expression first = expression();
        return tag.peek().is(",") ? rest(first) : first;
    }

    private Expression rest(Expression first) {
        List<Expression> items = new ArrayList<>(List.of(first));
        while (tag.accept(",")) {
            if (tag.peek().kind() == Token.Kind.END
                    || tag.peek().is(")")
                    || tag.peek().is("=")) {
                break;
            }
            items.add(expression());
        }
        return new Expression.Sequence(items);
    }

    Expression expression() {
        if (++depth > MAX_DEPTH) {
            throw new JinjaException("an expression is nested more than " + MAX_DEPTH + " deep");
        }
        Expression value = or();
        while (tag.accept("if")) {
            Expression condition = or();
            value = new Expression.Conditional(condition, value, tag.accept("else") ? expression() : null);
        }
        depth--;
        return value;
    }

    /** An expression without a trailing condition: what a loop runs over. */
    Expression or() {
        Expression left = and();
        while (tag.accept("or")) {
            left = new Expression.Binary("or", left, and());
        }
        return left;
    }

    private Expression and() {
        Expression left = not();
        while (tag.accept("and")) {
            left = new Expression.Binary("and", left, not());
        }
        return left;
    }

    private Expression not() {
        int negations = 0;
        while (tag.accept("not")) {
            negations++;
        }
        Expression value = comparison();
        for (int i = 0; i < negations; i++) {
            value = new Expression.Unary("not", value);
        }
        return value;
    }

    /** A chain {@code a < b < c} means {@code a < b and b < c}. */
    private Expression comparison() {
        Expression left = sum();
        Expression chain = null;
        while (true) {
            String operator = comparisonOperator();
            if (operator.isEmpty()) {
                return chain == null ? left : chain;
            }
            Expression right = sum();
            Expression link = new Expression.Binary(operator, left, right);
            chain = chain == null ? link : new Expression.Binary("and", chain, link);
            left = right;
        }
    }

    private String comparisonOperator() {
        Token token = tag.peek();
        if (token.kind() == Token.Kind.OPERATOR && COMPARISONS.contains(token.text())) {
            return tag.next().text();
        }
        if (tag.accept("in")) {
            return "in";
        }
        if (token.is("not") && tag.peek(1).is("in")) {
            tag.next();
            tag.next();
            return "not in";
        }
        return "";
    }

    private Expression sum() {
        return chain(() -> chain(this::product, "~"), "+", "-");
    }

    private Expression product() {
        return chain(() -> chain(operands::operand, "**"), "*", "/", "//", "%");
    }

    private interface Level {
        Expression parse();
    }

    private Expression chain(Level operand, String... operators) {
        Expression left = operand.parse();
        next:
        while (true) {
            for (String operator : operators) {
                if (tag.accept(operator)) {
                    left = new Expression.Binary(operator, left, operand.parse());
                    continue next;
                }
            }
            return left;
        }
    }
}
