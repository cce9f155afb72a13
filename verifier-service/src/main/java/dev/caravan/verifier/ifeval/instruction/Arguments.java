package dev.caravan.verifier.ifeval.instruction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.caravan.verifier.ifeval.instruction.Amount.Relation;
import dev.caravan.verifier.ifeval.text.PythonText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of one instruction, a JSON object; nulls count as absent. The references draw an argument that is missing at random; here,
 * as for one that nobody reads, an {@link IllegalArgumentException} names it.
 */
public final class Arguments {

    private final String instruction;
    private final JsonNode values;
    private final Set<String> read = new HashSet<>();

    /** @param values an object, or null for none */
    public Arguments(String instruction, @Nullable JsonNode values) {
        this.instruction = instruction;
        this.values = values == null || values.isNull() ? JsonNodeFactory.instance.objectNode() : values;
        if (!this.values.isObject()) {
            throw problem("its arguments must be an object");
        }
    }

    /** The instruction's id. */
    public String instruction() {
        return instruction;
    }

    public boolean has(String name) {
        read.add(name);
        return values.hasNonNull(name);
    }

    /** Whether it is there and a list. */
    public boolean isList(String name) {
        return has(name) && values.get(name).isArray();
    }

    private JsonNode required(String name) {
        if (!has(name)) {
            throw problem("argument '" + name + "' is missing");
        }
        return values.get(name);
    }

    /** A text that is not blank, as written. */
    public String text(String name) {
        JsonNode value = required(name);
        if (!value.isTextual() || PythonText.isBlank(value.textValue())) {
            throw problem("argument '" + name + "' must be a text that is not blank, not " + value);
        }
        return value.textValue();
    }

    /** A text without the white space around it, or the first of a list of texts. */
    public String word(String name) {
        JsonNode value = required(name);
        if (value.isArray() && value.size() > 0 && value.get(0).isTextual()) {
            return PythonText.strip(value.get(0).textValue());
        }
        return PythonText.strip(text(name));
    }

    /** A list of one or more texts, none empty. */
    public List<String> texts(String name) {
        JsonNode value = required(name);
        List<String> texts = new ArrayList<>();
        for (JsonNode item : value) {
            if (!value.isArray() || !item.isTextual() || item.textValue().isEmpty()) {
                throw problem("argument '" + name + "' must be a list of texts, none empty, not " + value);
            }
            texts.add(item.textValue());
        }
        if (texts.isEmpty()) {
            throw problem("argument '" + name + "' must be a list of one text or more, not " + value);
        }
        return List.copyOf(texts);
    }

    /** A whole number, 0 or more; data sets write some as {@code 3.0}. */
    public int number(String name) {
        return number(name, 0);
    }

    public int number(String name, int least) {
        double value = decimal(name);
        if (value != Math.rint(value) || value > Integer.MAX_VALUE || value < least) {
            throw problem(
                    "argument '" + name + "' must be a whole number, " + least + " or more, not " + values.get(name));
        }
        return (int) value;
    }

    /** A number, 0 or more. */
    public double decimal(String name) {
        JsonNode value = required(name);
        if (!value.isNumber() || !(value.doubleValue() >= 0)) {
            throw problem("argument '" + name + "' must be a number, 0 or more, not " + value);
        }
        return value.doubleValue();
    }

    /** A number with a relation to it. */
    public Amount amount(String number, String relation, Relation... allowed) {
        String written = text(relation);
        for (Relation one : allowed) {
            if (one.inWords().equals(written) || (one == Relation.NEARLY && written.equals("around"))) {
                return new Amount(one, number(number));
            }
        }
        throw problem("argument '" + relation + "' must be one of "
                + Arrays.stream(allowed).map(Relation::inWords).toList() + ", not '" + written + "'");
    }

    /** Fails if there is an argument that was not asked for. */
    public void done() {
        Set<String> unknown = new TreeSet<>();
        values.fieldNames().forEachRemaining(name -> {
            if (!read.contains(name) && !values.get(name).isNull()) {
                unknown.add(name);
            }
        });
        if (!unknown.isEmpty()) {
            throw problem("unknown arguments " + unknown + "; known: " + new TreeSet<>(read));
        }
    }

    public IllegalArgumentException problem(String what) {
        return new IllegalArgumentException(instruction + ": " + what);
    }
}
