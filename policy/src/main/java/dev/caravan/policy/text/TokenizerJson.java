package dev.caravan.policy.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.policy.weights.ModelFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What we need to know of a {@code tokenizer.json}.
 *
 * @param full the file without its truncation and padding
 * @param plain the same without special tokens, neither as added tokens nor in the vocabulary of a BPE model, which may be
 *     looked up whole ({@code ignore_merges})
 * @param ids every token
 * @param specials added tokens marked special
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TokenizerJson(byte[] full, byte[] plain, Map<String, Integer> ids, Map<String, Integer> specials) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static TokenizerJson parse(byte[] bytes, String source) {
        JsonNode read;
        try {
            read = JSON.readTree(bytes);
        } catch (IOException e) {
            throw new ModelFormatException(source + ": not JSON: " + e.getMessage(), e);
        }
        if (!(read instanceof ObjectNode root) || !(root.get("model") instanceof ObjectNode model)) {
            throw new ModelFormatException(source + ": not a tokenizer.json: it has no model");
        }
        root.putNull("truncation");
        root.putNull("padding");
        byte[] full = bytes(root);
        Map<String, Integer> ids = new HashMap<>();
        model.path("vocab")
                .properties()
                .forEach(entry -> ids.put(entry.getKey(), entry.getValue().asInt()));
        if (model.path("vocab") instanceof ArrayNode pieces) {
            for (int id = 0; id < pieces.size(); id++) {
                ids.put(pieces.get(id).path(0).asText(), id);
            }
        }
        Map<String, Integer> specials = new TreeMap<>();
        ArrayNode ordinary = JSON.createArrayNode();
        for (JsonNode token : root.path("added_tokens")) {
            String content = token.path("content").asText();
            ids.put(content, token.path("id").asInt());
            if (!token.path("special").asBoolean()) {
                ordinary.add(token);
                continue;
            }
            specials.put(content, token.path("id").asInt());
            if (model.get("vocab") instanceof ObjectNode vocab
                    && !content.equals(model.path("unk_token").asText())) {
                vocab.remove(content);
            }
        }
        root.set("added_tokens", ordinary);
        root.putNull("post_processor");
        return new TokenizerJson(full, bytes(root), Map.copyOf(ids), Map.copyOf(specials));
    }

    int vocabSize() {
        return ids.values().stream().mapToInt(Integer::intValue).max().orElse(-1) + 1;
    }

    private static byte[] bytes(JsonNode node) {
        try {
            return JSON.writeValueAsBytes(node);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
