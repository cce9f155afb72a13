package dev.caravan.policy.weights;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The shape of a Llama-architecture decoder, as {@code config.json} of a Hugging Face {@code LlamaForCausalLM} says it:
 * RMSNorm, rotary positions, grouped-query attention, SwiGLU, no biases.
 *
 * @param vocabSize rows of the embedding
 * @param hiddenSize width of the residual stream
 * @param intermediateSize width of the SwiGLU inner layer
 * @param layers decoder layers
 * @param heads query heads
 * @param kvHeads key and value heads; divides {@code heads}
 * @param headDim width of one head; even, because rotary positions turn pairs
 * @param ropeTheta base of the rotary frequencies
 * @param normEps epsilon of RMSNorm
 * @param maxPositions longest sequence the model was made for, in tokens
 * @param tiedEmbeddings whether the output projection is the embedding, so that {@code lm_head.weight} does not exist
 * @param bosId token that starts a sequence, or -1 where there is none
 * @param eosId token that ends a turn
 * @param padId token that fills a batch; never attended to
 */
public record ModelConfig(
        int vocabSize,
        int hiddenSize,
        int intermediateSize,
        int layers,
        int heads,
        int kvHeads,
        int headDim,
        double ropeTheta,
        double normEps,
        int maxPositions,
        boolean tiedEmbeddings,
        int bosId,
        int eosId,
        int padId) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public ModelConfig {
        positive("vocab_size", vocabSize);
        positive("hidden_size", hiddenSize);
        positive("intermediate_size", intermediateSize);
        positive("num_hidden_layers", layers);
        positive("num_attention_heads", heads);
        positive("num_key_value_heads", kvHeads);
        positive("head_dim", headDim);
        positive("max_position_embeddings", maxPositions);
        require(heads % kvHeads == 0, "num_key_value_heads must divide num_attention_heads (" + heads + ")", kvHeads);
        require(headDim % 2 == 0, "head_dim must be even", headDim);
        require(ropeTheta > 0 && Double.isFinite(ropeTheta), "rope_theta must be positive", ropeTheta);
        require(normEps > 0 && normEps < 1, "rms_norm_eps must be in (0, 1)", normEps);
        require(bosId >= -1 && bosId < vocabSize, "bos_token_id must be -1 or in the vocabulary", bosId);
        require(eosId >= 0 && eosId < vocabSize, "eos_token_id must be in the vocabulary", eosId);
        require(padId >= 0 && padId < vocabSize, "pad_token_id must be in the vocabulary", padId);
    }

    /**
     * Reads a Hugging Face {@code config.json}.
     *
     * @param configJson the file's bytes
     * @param source names the file in errors
     * @throws ModelFormatException if the architecture or one of its options is not supported, or a key is missing
     */
    public static ModelConfig parse(byte[] configJson, String source) {
        return new ConfigReader(configJson, source).read();
    }

    /** A {@code config.json} that {@code transformers} opens as a {@code LlamaForCausalLM} in bfloat16. */
    public byte[] toJson() {
        ObjectNode root = JSON.createObjectNode();
        root.putArray("architectures").add(ConfigReader.ARCHITECTURE);
        root.put("model_type", "llama");
        root.put("vocab_size", vocabSize);
        root.put("hidden_size", hiddenSize);
        root.put("intermediate_size", intermediateSize);
        root.put("num_hidden_layers", layers);
        root.put("num_attention_heads", heads);
        root.put("num_key_value_heads", kvHeads);
        root.put("head_dim", headDim);
        root.put("rope_theta", ropeTheta);
        root.put("rms_norm_eps", normEps);
        root.put("max_position_embeddings", maxPositions);
        root.put("tie_word_embeddings", tiedEmbeddings);
        root.put("hidden_act", "silu");
        root.put("attention_bias", false);
        root.put("mlp_bias", false);
        root.put("attention_dropout", 0.0);
        root.put("initializer_range", 0.02);
        root.put("use_cache", true);
        root.put("torch_dtype", "bfloat16");
        if (bosId >= 0) {
            root.put("bos_token_id", bosId);
        } else {
            root.putNull("bos_token_id");
        }
        root.put("eos_token_id", eosId);
        root.put("pad_token_id", padId);
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every tensor of the model: Hugging Face name to shape (rows are outputs), in name order. */
    public Map<String, long[]> tensorShapes() {
        Map<String, long[]> shapes = new TreeMap<>();
        shapes.put("model.embed_tokens.weight", new long[] {vocabSize, hiddenSize});
        if (!tiedEmbeddings) {
            shapes.put("lm_head.weight", new long[] {vocabSize, hiddenSize});
        }
        shapes.put("model.norm.weight", new long[] {hiddenSize});
        long queries = (long) heads * headDim;
        long keys = (long) kvHeads * headDim;
        for (int layer = 0; layer < layers; layer++) {
            String prefix = "model.layers." + layer + ".";
            shapes.put(prefix + "input_layernorm.weight", new long[] {hiddenSize});
            shapes.put(prefix + "self_attn.q_proj.weight", new long[] {queries, hiddenSize});
            shapes.put(prefix + "self_attn.k_proj.weight", new long[] {keys, hiddenSize});
            shapes.put(prefix + "self_attn.v_proj.weight", new long[] {keys, hiddenSize});
            shapes.put(prefix + "self_attn.o_proj.weight", new long[] {hiddenSize, queries});
            shapes.put(prefix + "post_attention_layernorm.weight", new long[] {hiddenSize});
            shapes.put(prefix + "mlp.gate_proj.weight", new long[] {intermediateSize, hiddenSize});
            shapes.put(prefix + "mlp.up_proj.weight", new long[] {intermediateSize, hiddenSize});
            shapes.put(prefix + "mlp.down_proj.weight", new long[] {hiddenSize, intermediateSize});
        }
        return Collections.unmodifiableMap(shapes);
    }

    /** Number of trained scalars. */
    public long parameters() {
        long sum = 0;
        for (long[] shape : tensorShapes().values()) {
            sum += DType.elements(shape);
        }
        return sum;
    }

    private static void positive(String key, int value) {
        require(value > 0, key + " must be positive", value);
    }

    private static void require(boolean holds, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", got " + value);
        }
    }
}
