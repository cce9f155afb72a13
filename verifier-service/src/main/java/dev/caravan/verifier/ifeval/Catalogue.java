package dev.caravan.verifier.ifeval;

import dev.caravan.verifier.ifeval.ifbench.Ifbench;
import dev.caravan.verifier.ifeval.instruction.Arguments;
import dev.caravan.verifier.ifeval.instruction.Ifeval;
import dev.caravan.verifier.ifeval.instruction.Instruction;
import dev.caravan.verifier.ifeval.openinstruct.Extras;
import dev.caravan.verifier.ifeval.openinstruct.Functions;
import dev.caravan.verifier.ifeval.text.TextAnalysis;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** All types of instructions by id, and open-instruct's functions by name. */
final class Catalogue {

    private final Map<String, Function<Arguments, Instruction>> types = new HashMap<>();
    private final Map<String, Function<Arguments, Instruction>> functions;

    Catalogue(TextAnalysis analysis) {
        types.putAll(Ifeval.types(analysis));
        types.putAll(Ifbench.types(analysis));
        types.putAll(Extras.types(analysis));
        functions = Functions.types(analysis);
    }

    Instruction instruction(Arguments arguments) {
        return make(types, "instruction", arguments);
    }

    Instruction function(Arguments arguments) {
        return make(functions, "function", arguments);
    }

    Set<String> ids() {
        return new TreeSet<>(types.keySet());
    }

    private static Instruction make(
            Map<String, Function<Arguments, Instruction>> makers, String kind, Arguments arguments) {
        String id = arguments.instruction();
        Function<Arguments, Instruction> maker = makers.get(id);
        if (maker == null) {
            boolean known = Ifbench.UNSUPPORTED.contains(id) || Extras.UNSUPPORTED.contains(id);
            throw new IllegalArgumentException((known ? "unsupported " : "unknown ") + kind + " '" + id
                    + "'; verifier-service/docs/ifeval.md lists those there are");
        }
        Instruction instruction = maker.apply(arguments);
        arguments.done();
        return instruction;
    }
}
