package dev.caravan.policy.weights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** Reads a Hugging Face {@code config.json}, refusing what the decoder would silently compute wrongly. */
final class ConfigReader {

    static final String ARCHITECTURE = "LlamaForCausalLM";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String source;
    private final JsonNode root;

    ConfigReader(byte[] json, String source) {
        this.source = source;
        try {
            root = JSON.readTree(json);
        } catch (IOException e) {
            throw new ModelFormatException(source + ": not JSON: " + e.getMessage(), e);
        }
        if (!root.isObject()) {
            throw new ModelFormatException(source + ": must be a JSON object");
        }
    }

    ModelConfig read() {
        JsonNode architectures = root.path("architectures");
        if (architectures.size() != 1
                || !ARCHITECTURE.equals(architectures.path(0).asText())) {
            throw unsupported("architectures", architectures, "[\"" + ARCHITECTURE + "\"]");
        }
        String activation = root.path("hidden_act").asText("silu");
        if (!activation.equals("silu")) {
            throw unsupported("hidden_act", root.path("hidden_act"), "\"silu\"");
        }
        refuseIfTrue("attention_bias");
        refuseIfTrue("mlp_bias");
        refuseRopeScaling();
        int hidden = integer("hidden_size");
        int heads = integer("num_attention_heads");
        int kvHeads = present("num_key_value_heads") ? integer("num_key_value_heads") : heads;
        int headDim = present("head_dim") ? integer("head_dim") : heads > 0 ? hidden / heads : 0;
        int eos = eos();
        try {
            return new ModelConfig(
                    integer("vocab_size"),
                    hidden,
                    integer("intermediate_size"),
                    integer("num_hidden_layers"),
                    heads,
                    kvHeads,
                    headDim,
                    ropeTheta(),
                    number("rms_norm_eps", 1e-6),
                    present("max_position_embeddings") ? integer("max_position_embeddings") : 2048,
                    root.path("tie_word_embeddings").asBoolean(false),
                    present("bos_token_id") ? integer("bos_token_id") : -1,
                    eos,
                    present("pad_token_id") && root.get("pad_token_id").asInt() >= 0 ? integer("pad_token_id") : eos);
        } catch (IllegalArgumentException e) {
            throw new ModelFormatException(source + ": " + e.getMessage(), e);
        }
    }

    /** Some models stop at several tokens; the first one listed is the one that ends a document or turn. */
    private int eos() {
        JsonNode value = root.path("eos_token_id");
        return value.isArray() && !value.isEmpty() && value.get(0).canConvertToInt()
                ? value.get(0).asInt()
                : integer("eos_token_id");
    }

    /** Newer files (transformers 5) keep the base in {@code rope_parameters}. */
    private double ropeTheta() {
        JsonNode nested = root.path("rope_parameters").path("rope_theta");
        return nested.isNumber() ? nested.asDouble() : number("rope_theta", 10_000.0);
    }

    private void refuseRopeScaling() {
        for (String key : new String[] {"rope_scaling", "rope_parameters"}) {
            JsonNode scaling = root.path(key);
            String type = scaling.path("rope_type").asText(scaling.path("type").asText("default"));
            if (scaling.isObject() && !type.equals("default")) {
                throw unsupported(key, scaling, "null or rope_type \"default\"");
            }
        }
    }

    private void refuseIfTrue(String key) {
        if (root.path(key).asBoolean(false)) {
            throw unsupported(key, root.path(key), "false");
        }
    }

    private boolean present(String key) {
        return root.hasNonNull(key);
    }

    private int integer(String key) {
        JsonNode value = root.path(key);
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw new ModelFormatException(source + ": " + key + " must be an integer, got "
                    + (value.isMissingNode() ? "nothing" : value.toString()));
        }
        return value.asInt();
    }

    private double number(String key, double otherwise) {
        JsonNode value = root.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isNumber()) {
            throw new ModelFormatException(source + ": " + key + " must be a number, got " + value);
        }
        return value.asDouble();
    }

    private ModelFormatException unsupported(String key, JsonNode value, String supported) {
        return new ModelFormatException(
                source + ": " + key + " = " + (value.isMissingNode() ? "nothing" : value.toString())
                        + " is not supported; it must be " + supported);
    }
}
