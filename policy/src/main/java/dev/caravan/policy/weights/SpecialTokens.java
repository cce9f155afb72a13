package dev.caravan.policy.weights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** What the small JSON files beside a tokenizer say about its special tokens. */
record SpecialTokens(ModelConfig config, Map<Integer, String> contents) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static SpecialTokens of(ModelConfig config, byte[] tokenizerJson) {
        Map<Integer, String> contents = new HashMap<>();
        for (JsonNode token : parse(tokenizerJson, ModelFolder.TOKENIZER).path("added_tokens")) {
            contents.put(token.path("id").asInt(), token.path("content").asText());
        }
        return new SpecialTokens(config, contents);
    }

    /** {@code tokenizer_config.json}, from which {@code AutoTokenizer} learns the class and the names of the specials. */
    byte[] tokenizerConfig() {
        ObjectNode root = JSON.createObjectNode();
        root.put("tokenizer_class", "PreTrainedTokenizerFast");
        root.put("clean_up_tokenization_spaces", false);
        root.put("model_max_length", config.maxPositions());
        putContent(root, "bos_token", config.bosId());
        putContent(root, "eos_token", config.eosId());
        putContent(root, "pad_token", config.padId());
        return bytes(root);
    }

    /** {@code generation_config.json}. */
    byte[] generationConfig() {
        ObjectNode root = JSON.createObjectNode();
        if (config.bosId() >= 0) {
            root.put("bos_token_id", config.bosId());
        }
        root.put("eos_token_id", config.eosId());
        root.put("pad_token_id", config.padId());
        return bytes(root);
    }

    /** The template inside a {@code tokenizer_config.json}, the one named "default" of several; empty if there is none. */
    static String chatTemplate(byte[] tokenizerConfig, String source) {
        JsonNode template = parse(tokenizerConfig, source).path("chat_template");
        if (template.isTextual()) {
            return template.asText();
        }
        for (JsonNode named : template) {
            if (named.path("name").asText().equals("default")) {
                return named.path("template").asText();
            }
        }
        return "";
    }

    private void putContent(ObjectNode root, String key, int id) {
        String content = contents.get(id);
        if (content != null) {
            root.put(key, content);
        }
    }

    private static JsonNode parse(byte[] json, String source) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new ModelFormatException(source + ": not JSON: " + e.getMessage(), e);
        }
    }

    private static byte[] bytes(JsonNode root) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
