package dev.caravan.policy.text.internal.render;

import dev.caravan.policy.text.internal.syntax.Statement;
import dev.caravan.policy.text.internal.syntax.TemplateParser;
import dev.caravan.policy.text.internal.value.Arguments;
import dev.caravan.policy.text.internal.value.Callable;
import dev.caravan.policy.text.internal.value.JinjaException;
import dev.caravan.policy.text.internal.value.Limits;
import dev.caravan.policy.text.internal.value.Namespace;
import dev.caravan.policy.text.internal.value.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A parsed template of the part of Jinja 2 that chat templates use, with transformers' settings. Values are text and never
 * templates themselves. Rendering ends within a bounded number of steps and characters, and changes nothing outside.
 */
public final class Template {

    private final List<Statement> statements;

    private Template(List<Statement> statements) {
        this.statements = statements;
    }

    /**
     * Parses a template.
     *
     * @throws JinjaException if it is malformed or uses what we do not support; names the line
     */
    public static Template parse(String source) {
        return new Template(TemplateParser.parse(source));
    }

    /**
     * Renders it.
     *
     * @param variables its globals: strings, numbers, flags, lists and maps
     * @throws JinjaException if it fails, refuses by {@code raise_exception}, or exceeds its bounds
     */
    public String render(Map<String, Object> variables) {
        Map<String, Object> globals = new LinkedHashMap<>();
        globals.put("range", (Callable) Template::range);
        globals.put("namespace", (Callable) arguments -> new Namespace(dict(arguments)));
        globals.put("dict", (Callable) Template::dict);
        globals.put("raise_exception", (Callable) arguments -> {
            throw new JinjaException("the template refuses: " + arguments.text(0, "message"));
        });
        globals.putAll(variables);
        StringBuilder out = new StringBuilder();
        new Renderer(new Budget()).execute(statements, Scope.of(globals).child(), out);
        return out.toString();
    }

    private static Object range(Arguments arguments) {
        int first = Values.index(arguments.required(0, "stop"));
        boolean bounded = arguments.positional().size() > 1;
        long from = bounded ? first : 0;
        long to = bounded ? arguments.integer(1, "stop", 0) : first;
        long step = arguments.integer(2, "step", 1);
        if (step == 0) {
            throw new JinjaException("range: the step must not be 0");
        }
        Limits.list((to - from) / step);
        List<Object> numbers = new ArrayList<>();
        for (long i = from; step > 0 ? i < to : i > to; i += step) {
            numbers.add(i);
        }
        return numbers;
    }

    private static Map<String, Object> dict(Arguments arguments) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Object positional : arguments.positional()) {
            if (!(positional instanceof Map<?, ?> map)) {
                throw new JinjaException("expected a dict, not " + Values.repr(positional));
            }
            map.forEach((key, value) -> values.put(Values.text(key), value));
        }
        values.putAll(arguments.named());
        return values;
    }
}
