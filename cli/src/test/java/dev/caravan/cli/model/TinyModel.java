package dev.caravan.cli.model;

import dev.caravan.policy.InitialWeights;
import dev.caravan.policy.text.TinyTokenizer;
import dev.caravan.policy.weights.ModelConfig;
import dev.caravan.policy.weights.ModelFolder;
import java.nio.file.Path;
import java.util.List;

/** A model folder with random weights. */
public final class TinyModel {

    private static final String TEMPLATE =
            "{% for message in messages %}<|{{ message['role'] }}|>{{ message['content'] }}"
                    + "{% if message['role'] == 'assistant' %}<|eos|>{% endif %}{% endfor %}"
                    + "{% if add_generation_prompt %}<|assistant|>{% endif %}";

    private TinyModel() {}

    /** Writes the folder. */
    public static Path in(Path folder) {
        List<String> specials = List.of("<|pad|>", "<|eos|>", "<|user|>", "<|assistant|>", "<|system|>");
        byte[] tokenizer = TinyTokenizer.train(
                List.of("What is 1+1? ".repeat(10)).iterator(), specials.size() + 256 + 4, specials);
        ModelConfig config =
                new ModelConfig(specials.size() + 256 + 2, 16, 32, 1, 2, 1, 8, 10_000, 1e-5, 64, true, -1, 1, 0);
        new ModelFolder(config, InitialWeights.random(config, 5), tokenizer, TEMPLATE).save(folder);
        return folder;
    }
}
