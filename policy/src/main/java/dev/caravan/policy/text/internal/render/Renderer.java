package dev.caravan.policy.text.internal.render;

import dev.caravan.policy.text.internal.syntax.Expression;
import dev.caravan.policy.text.internal.syntax.Statement;
import dev.caravan.policy.text.internal.value.Arguments;
import dev.caravan.policy.text.internal.value.Callable;
import dev.caravan.policy.text.internal.value.JinjaException;
import dev.caravan.policy.text.internal.value.Limits;
import dev.caravan.policy.text.internal.value.Namespace;
import dev.caravan.policy.text.internal.value.Undefined;
import dev.caravan.policy.text.internal.value.Values;
import java.util.ArrayList;
import java.util.List;

/** Executes statements. */
final class Renderer {

    private enum Flow {
        NEXT,
        BREAK,
        CONTINUE
    }

    private final Budget budget;
    private final Evaluator evaluator;

    Renderer(Budget budget) {
        this.budget = budget;
        this.evaluator = new Evaluator(budget);
    }

    void execute(List<Statement> statements, Scope scope, StringBuilder out) {
        run(statements, scope, out);
    }

    private Flow run(List<Statement> statements, Scope scope, StringBuilder out) {
        for (Statement statement : statements) {
            try {
                budget.step();
                Flow flow = run(statement, scope, out);
                if (flow != Flow.NEXT) {
                    return flow;
                }
            } catch (JinjaException e) {
                throw e.at(statement.line());
            }
        }
        return Flow.NEXT;
    }

    private Flow run(Statement statement, Scope scope, StringBuilder out) {
        if (statement instanceof Statement.Text text) {
            append(out, text.text());
        } else if (statement instanceof Statement.Print print) {
            append(out, Values.text(evaluator.evaluate(print.value(), scope)));
        } else if (statement instanceof Statement.If choice) {
            return choose(choice, scope, out);
        } else if (statement instanceof Statement.For loop) {
            return loop(loop, scope, out);
        } else if (statement instanceof Statement.Set set) {
            assign(set.targets(), evaluator.evaluate(set.value(), scope), scope);
        } else if (statement instanceof Statement.Capture capture) {
            assign(List.of(capture.target()), text(capture.body(), scope.child()), scope);
        } else if (statement instanceof Statement.Macro macro) {
            scope.set(macro.name(), (Callable) arguments -> call(macro, arguments, scope));
        } else if (statement instanceof Statement.Group group) {
            return run(group.body(), scope, out);
        } else if (statement instanceof Statement.Jump jump) {
            return jump.leaves() ? Flow.BREAK : Flow.CONTINUE;
        }
        return Flow.NEXT;
    }

    private Flow choose(Statement.If choice, Scope scope, StringBuilder out) {
        for (Statement.Branch branch : choice.branches()) {
            if (Values.truth(evaluator.evaluate(branch.condition(), scope))) {
                return run(branch.body(), scope, out);
            }
        }
        return Flow.NEXT;
    }

    private Flow loop(Statement.For statement, Scope scope, StringBuilder out) {
        List<Object> elements = elements(statement, scope);
        if (elements.isEmpty()) {
            return run(statement.otherwise(), scope.child(), out);
        }
        Loop loop = new Loop(elements);
        for (int i = 0; i < elements.size(); i++) {
            loop.at(i);
            Scope inner = scope.child();
            inner.set("loop", loop);
            bind(statement.targets(), elements.get(i), inner);
            if (run(statement.body(), inner, out) == Flow.BREAK) {
                break;
            }
        }
        return Flow.NEXT;
    }

    private List<Object> elements(Statement.For statement, Scope scope) {
        List<Object> all = Values.iterate(evaluator.evaluate(statement.elements(), scope));
        budget.steps(all.size());
        Expression filter = statement.filter();
        if (filter == null) {
            return all;
        }
        List<Object> kept = new ArrayList<>();
        for (Object element : all) {
            Scope inner = scope.child();
            bind(statement.targets(), element, inner);
            if (Values.truth(evaluator.evaluate(filter, inner))) {
                kept.add(element);
            }
        }
        return kept;
    }

    private static void bind(List<String> targets, Object value, Scope scope) {
        if (targets.size() == 1) {
            scope.set(targets.get(0), value);
            return;
        }
        List<Object> parts = unpack(value, targets.size());
        for (int i = 0; i < targets.size(); i++) {
            scope.set(targets.get(i), parts.get(i));
        }
    }

    private static void assign(List<Expression> targets, Object value, Scope scope) {
        List<Object> parts = targets.size() == 1 ? List.of(value) : unpack(value, targets.size());
        for (int i = 0; i < targets.size(); i++) {
            if (targets.get(i) instanceof Expression.Name name) {
                scope.set(name.name(), parts.get(i));
            } else if (targets.get(i) instanceof Expression.Attribute attribute
                    && attribute.target() instanceof Expression.Name owner) {
                if (!(scope.get(owner.name()) instanceof Namespace namespace)) {
                    throw new JinjaException(
                            "cannot assign to an attribute of '" + owner.name() + "', which is no namespace");
                }
                namespace.values().put(attribute.name(), parts.get(i));
            }
        }
    }

    private static List<Object> unpack(Object value, int count) {
        List<Object> parts = Values.iterate(value);
        if (parts.size() != count) {
            throw new JinjaException("cannot unpack " + parts.size() + " values into " + count + " names");
        }
        return parts;
    }

    private Object call(Statement.Macro macro, Arguments arguments, Scope definition) {
        Scope scope = definition.child();
        if (arguments.positional().size() > macro.parameters().size()) {
            throw new JinjaException("macro " + macro.name() + " takes at most "
                    + macro.parameters().size() + " arguments");
        }
        for (String name : arguments.named().keySet()) {
            if (macro.parameters().stream()
                    .noneMatch(parameter -> parameter.name().equals(name))) {
                throw new JinjaException("macro " + macro.name() + " has no parameter " + name);
            }
        }
        budget.enter();
        for (int i = 0; i < macro.parameters().size(); i++) {
            Statement.Parameter parameter = macro.parameters().get(i);
            Object given = arguments.get(i, parameter.name(), new Undefined(parameter.name()));
            Expression otherwise = parameter.otherwise();
            if (given instanceof Undefined && otherwise != null) {
                given = evaluator.evaluate(otherwise, scope);
            }
            scope.set(parameter.name(), given);
        }
        String text = text(macro.body(), scope);
        budget.leave();
        return text;
    }

    private String text(List<Statement> body, Scope scope) {
        StringBuilder out = new StringBuilder();
        run(body, scope, out);
        return out.toString();
    }

    private static void append(StringBuilder out, String text) {
        Limits.text((long) out.length() + text.length());
        out.append(text);
    }
}
