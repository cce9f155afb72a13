package dev.caravan.verifier.ifeval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.verifier.ifeval.instruction.Arguments;
import dev.caravan.verifier.ifeval.instruction.Instruction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The instructions of a prompt. Three forms are read, each an object or a list of one, as JSON or as Python prints it:
 *
 * <ul>
 *   <li>{@code {"instruction_id_list": […], "kwargs": […]}}, as IFEval and IFBench publish;
 *   <li>{@code [{"instruction_id": […], "kwargs": […]}]}, as IF-RLVR publishes;
 *   <li>{@code {"func_name": …, …}}, as RLVR-IFeval publishes.
 * </ul>
 *
 * @param instructions one or more
 * @param function whether it is one of open-instruct's functions, which see the response without the white space around it
 */
record GroundTruth(List<Named> instructions, boolean function) {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** An instruction and its id. */
    record Named(String id, Instruction instruction) {}

    /** @throws IllegalArgumentException naming what is wrong with it */
    static GroundTruth parse(String text, Catalogue catalogue) {
        JsonNode root = tree(text);
        if (root.isArray() && root.size() == 1) {
            root = root.get(0).isTextual() ? tree(root.get(0).textValue()) : root.get(0);
        }
        if (root.hasNonNull("func_name")) {
            ObjectNode arguments = root.deepCopy();
            String name = arguments.remove("func_name").asText();
            return new GroundTruth(List.of(new Named(name, catalogue.function(new Arguments(name, arguments)))), true);
        }
        JsonNode ids =
                root.hasNonNull("instruction_id_list") ? root.get("instruction_id_list") : root.path("instruction_id");
        JsonNode kwargs = root.path("kwargs");
        if (!ids.isArray() || ids.isEmpty() || !kwargs.isArray() || kwargs.size() != ids.size()) {
            throw new IllegalArgumentException(
                    "the ground truth must have 'instruction_id_list' and 'kwargs', lists of the"
                            + " same length, one or more, or 'func_name'");
        }
        List<Named> instructions = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            Arguments arguments = new Arguments(ids.get(i).asText(), kwargs.get(i));
            instructions.add(new Named(arguments.instruction(), catalogue.instruction(arguments)));
        }
        return new GroundTruth(List.copyOf(instructions), false);
    }

    private static JsonNode tree(String text) {
        JsonNode tree = json(text);
        if (tree == null) {
            tree = json(PythonLiteral.toJson(text));
        }
        if (tree == null || !tree.isContainerNode()) {
            throw new IllegalArgumentException("the ground truth must be a JSON object such as"
                    + " {\"instruction_id_list\":[\"punctuation:no_comma\"],\"kwargs\":[{}]}, not '" + start(text)
                    + "'");
        }
        return tree;
    }

    private static @Nullable JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static String start(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
