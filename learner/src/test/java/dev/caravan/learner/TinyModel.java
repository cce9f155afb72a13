package dev.caravan.learner;

import dev.caravan.policy.InitialWeights;
import dev.caravan.policy.text.TinyTokenizer;
import dev.caravan.policy.text.Tokenizer;
import dev.caravan.policy.weights.ModelConfig;
import dev.caravan.policy.weights.ModelFolder;
import java.util.Collections;
import java.util.List;

/** A model small enough for tests, with a tokenizer and a chat template. */
public final class TinyModel {

    public static final int EOS = 1;

    private static final List<String> SPECIALS = List.of("<|pad|>", "<|eos|>", "<|user|>", "<|assistant|>");
    private static final String TEMPLATE =
            """
            {%- for message in messages -%}
            {{ '<|' + message['role'] + '|>' + message['content'] }}
            {%- if message['role'] == 'assistant' -%}{{ '<|eos|>' }}{%- endif -%}
            {%- endfor -%}
            {%- if add_generation_prompt -%}{{ '<|assistant|>' }}{%- endif -%}
            """;

    private TinyModel() {}

    /** The same bits every time. */
    public static ModelFolder folder() {
        byte[] tokenizerJson =
                TinyTokenizer.train(Collections.nCopies(10, "what is 1 plus 2").iterator(), 300, SPECIALS);
        int vocabulary;
        try (Tokenizer tokenizer = Tokenizer.parse(tokenizerJson)) {
            vocabulary = tokenizer.vocabSize();
        }
        ModelConfig config = new ModelConfig(vocabulary, 32, 64, 2, 4, 2, 8, 10_000, 1e-5, 128, true, -1, EOS, 0);
        return new ModelFolder(config, InitialWeights.random(config, 17), tokenizerJson, TEMPLATE);
    }
}
