package dev.caravan.rollout;

import dev.caravan.policy.InitialWeights;
import dev.caravan.policy.text.TinyTokenizer;
import dev.caravan.policy.text.Tokenizer;
import dev.caravan.policy.weights.ModelConfig;
import dev.caravan.policy.weights.ModelFolder;
import dev.caravan.policy.weights.Weights;
import java.time.Instant;
import java.util.List;

/** Random models of one tiny shape, one per seed, with a tokenizer of bytes and four special tokens. */
final class TinyModel {

    private static final byte[] TOKENIZER = TinyTokenizer.train(
            List.<String>of().iterator(), 260, List.of("<|pad|>", "<|eos|>", "<|user|>", "<|assistant|>"));
    static final ModelConfig CONFIG = new ModelConfig(260, 32, 64, 2, 4, 2, 8, 10_000.0, 1e-6, 512, true, -1, 1, 0);

    private TinyModel() {}

    static ModelFolder folder(long seed) {
        return folder(CONFIG, InitialWeights.random(CONFIG, seed));
    }

    static ModelFolder folder(ModelConfig config, Weights weights) {
        return new ModelFolder(config, weights, TOKENIZER, "{{ messages }}");
    }

    static Revision revision(String run, long version, long seed) {
        ModelFolder folder = folder(seed);
        Tokenizer tokenizer = Tokenizer.parse(folder.tokenizerJson());
        return new Revision(run, version, folder.weights().digest(), folder, tokenizer, Instant.now());
    }
}
