package dev.caravan.policy.text.internal.render;

import dev.caravan.policy.text.internal.syntax.Expression;
import dev.caravan.policy.text.internal.value.Arguments;
import dev.caravan.policy.text.internal.value.Callable;
import dev.caravan.policy.text.internal.value.JinjaException;
import dev.caravan.policy.text.internal.value.None;
import dev.caravan.policy.text.internal.value.Operators;
import dev.caravan.policy.text.internal.value.Undefined;
import dev.caravan.policy.text.internal.value.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Evaluates expressions. */
final class Evaluator {

    private final Budget budget;

    Evaluator(Budget budget) {
        this.budget = budget;
    }

    Object evaluate(Expression expression, Scope scope) {
        budget.step();
        if (expression instanceof Expression.Literal literal) {
            return literal.value();
        }
        if (expression instanceof Expression.Name name) {
            return scope.get(name.name());
        }
        if (expression instanceof Expression.Attribute attribute) {
            return Attributes.attribute(evaluate(attribute.target(), scope), attribute.name());
        }
        if (expression instanceof Expression.Item item) {
            return Attributes.item(evaluate(item.target(), scope), evaluate(item.key(), scope));
        }
        if (expression instanceof Expression.Slice slice) {
            Object target = evaluate(slice.target(), scope);
            return Slices.slice(
                    target, optional(slice.from(), scope), optional(slice.to(), scope), optional(slice.step(), scope));
        }
        if (expression instanceof Expression.Call call) {
            return call(call, scope);
        }
        if (expression instanceof Expression.Filter filter) {
            Object target = evaluate(filter.target(), scope);
            Object result = Filters.apply(filter.name(), target, arguments(filter.positional(), filter.named(), scope));
            return charged(result);
        }
        if (expression instanceof Expression.Test test) {
            Object target = evaluate(test.target(), scope);
            return Predicates.test(test.name(), target, all(test.arguments(), scope));
        }
        if (expression instanceof Expression.Unary unary) {
            Object operand = evaluate(unary.operand(), scope);
            return unary.operator().equals("not") ? (Object) !Values.truth(operand) : Operators.negate(operand);
        }
        if (expression instanceof Expression.Binary binary) {
            return binary(binary, scope);
        }
        if (expression instanceof Expression.Conditional choice) {
            if (Values.truth(evaluate(choice.condition(), scope))) {
                return evaluate(choice.yes(), scope);
            }
            return choice.no() == null ? new Undefined("the missing else") : evaluate(choice.no(), scope);
        }
        if (expression instanceof Expression.Sequence sequence) {
            return all(sequence.items(), scope);
        }
        return dict((Expression.Dict) expression, scope);
    }

    private Object binary(Expression.Binary binary, Scope scope) {
        Object left = evaluate(binary.left(), scope);
        return switch (binary.operator()) {
            case "and" -> Values.truth(left) ? evaluate(binary.right(), scope) : left;
            case "or" -> Values.truth(left) ? left : evaluate(binary.right(), scope);
            default -> charged(Operators.apply(binary.operator(), left, evaluate(binary.right(), scope)));
        };
    }

    private Object call(Expression.Call call, Scope scope) {
        Object callee = evaluate(call.callee(), scope);
        if (callee instanceof Callable callable) {
            return charged(callable.call(arguments(call.positional(), call.named(), scope)));
        }
        throw Values.defined(callee, callee, Values.repr(callee) + " cannot be called");
    }

    /** Large results cost steps, so that copying them over and over ends too. */
    private Object charged(Object result) {
        if (result instanceof String text) {
            budget.steps(text.length() / 256);
        } else if (result instanceof List<?> list) {
            budget.steps(list.size() / 16);
        }
        return result;
    }

    private Object optional(@Nullable Expression expression, Scope scope) {
        return expression == null ? None.NONE : evaluate(expression, scope);
    }

    private Arguments arguments(List<Expression> positional, Map<String, Expression> named, Scope scope) {
        if (positional.isEmpty() && named.isEmpty()) {
            return Arguments.NONE;
        }
        Map<String, Object> values = new LinkedHashMap<>();
        List<Object> first = all(positional, scope);
        named.forEach((name, value) -> values.put(name, evaluate(value, scope)));
        return new Arguments(first, values);
    }

    private List<Object> all(List<Expression> expressions, Scope scope) {
        List<Object> values = new ArrayList<>(expressions.size());
        for (Expression expression : expressions) {
            values.add(evaluate(expression, scope));
        }
        return values;
    }

    private Map<Object, Object> dict(Expression.Dict dict, Scope scope) {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < dict.keys().size(); i++) {
            Object key = evaluate(dict.keys().get(i), scope);
            if (!(key instanceof String || Values.isNumber(key) || key == None.NONE)) {
                throw new JinjaException("a dict cannot have the key " + Values.repr(key));
            }
            map.put(key, evaluate(dict.values().get(i), scope));
        }
        return map;
    }
}
