package dev.caravan.policy.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelConfigTest {

    private static final String LLAMA =
            """
            {"architectures": ["LlamaForCausalLM"], "vocab_size": 128256, "hidden_size": 4096, "intermediate_size": 14336,
             "num_hidden_layers": 32, "num_attention_heads": 32, "num_key_value_heads": 8, "rope_theta": 500000.0,
             "rms_norm_eps": 1e-05, "max_position_embeddings": 8192, "tie_word_embeddings": false, "hidden_act": "silu",
             "attention_bias": false, "rope_scaling": null, "bos_token_id": 128000, "eos_token_id": [128001, 128009]}""";

    @Test
    void readsALlamaConfiguration() {
        // Given
        byte[] json = LLAMA.getBytes(StandardCharsets.UTF_8);
        // When
        ModelConfig config = ModelConfig.parse(json, "config.json");
        // Then
        assertThat(config)
                .isEqualTo(new ModelConfig(
                        128256, 4096, 14336, 32, 32, 8, 128, 500000.0, 1e-5, 8192, false, 128000, 128001, 128001));
        assertThat(config.parameters()).isEqualTo(8_030_261_248L);
    }

    @Test
    void readsWhatItWrites() {
        // Given
        ModelConfig config = TinyFolders.CONFIG;
        // When
        ModelConfig read = ModelConfig.parse(config.toJson(), "config.json");
        // Then
        assertThat(read).isEqualTo(config);
    }

    @Test
    void knowsItsTensors() {
        // Given
        ModelConfig config = new ModelConfig(11, 8, 12, 1, 4, 2, 2, 10_000.0, 1e-5, 64, false, -1, 1, 0);
        // When
        var shapes = config.tensorShapes();
        // Then
        assertThat(shapes)
                .hasSize(12)
                .containsEntry("lm_head.weight", new long[] {11, 8})
                .containsEntry("model.embed_tokens.weight", new long[] {11, 8})
                .containsEntry("model.layers.0.mlp.down_proj.weight", new long[] {8, 12})
                .containsEntry("model.layers.0.self_attn.k_proj.weight", new long[] {4, 8})
                .containsEntry("model.layers.0.self_attn.o_proj.weight", new long[] {8, 8})
                .containsEntry("model.norm.weight", new long[] {8});
        assertThat(config.parameters()).isEqualTo(11 * 8 * 2 + 8 * 3 + 8 * 8 * 2 + 8 * 4 * 2 + 8 * 12 * 3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"LlamaForCausalLM\"|\"Qwen2ForCausalLM\"|architectures = [\"Qwen2ForCausalLM\"] is not supported",
                "\"rope_scaling\": null|\"rope_scaling\": {\"rope_type\": \"llama3\", \"factor\": 8.0}|rope_scaling",
                "\"attention_bias\": false|\"attention_bias\": true|attention_bias = true is not supported",
                "\"silu\"|\"gelu\"|hidden_act",
                "\"vocab_size\": 128256|\"vocab_size\": \"many\"|vocab_size must be an integer, got \"many\"",
                "\"hidden_size\": 4096,||hidden_size must be an integer, got nothing",
                "\"num_key_value_heads\": 8|\"num_key_value_heads\": 5|num_key_value_heads must divide",
                "[128001, 128009]|999999|eos_token_id must be in the vocabulary, got 999999",
            })
    void refusesWhatItWouldComputeWrongly(String from, String to, String complaint) {
        // Given
        String changed = LLAMA.replace(from, to == null ? "" : to);
        // When, Then
        assertThatThrownBy(() -> ModelConfig.parse(changed.getBytes(StandardCharsets.UTF_8), "m/config.json"))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageStartingWith("m/config.json: ")
                .hasMessageContaining(complaint);
    }

    @Test
    void readsTheRotaryBaseOfNewerFiles() {
        // Given
        String newer = LLAMA.replace(
                "\"rope_theta\": 500000.0",
                "\"rope_parameters\": {\"rope_theta\": 500000.0, \"rope_type\": \"default\"}");
        // When
        ModelConfig config = ModelConfig.parse(newer.getBytes(StandardCharsets.UTF_8), "config.json");
        // Then
        assertThat(config.ropeTheta()).isEqualTo(500000.0);
    }
}
