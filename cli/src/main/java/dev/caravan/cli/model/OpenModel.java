package dev.caravan.cli.model;

import dev.caravan.policy.Generator;
import dev.caravan.policy.GeneratorSettings;
import dev.caravan.policy.Scorer;
import dev.caravan.policy.Torch;
import dev.caravan.policy.text.ChatTemplate;
import dev.caravan.policy.text.Tokenizer;
import dev.caravan.policy.weights.ModelFolder;
import java.nio.file.Path;
import java.util.Set;

/** A model folder, ready to use in this process. */
public final class OpenModel implements AutoCloseable {

    private final ModelFolder folder;
    private final Torch torch;
    private final Tokenizer tokenizer;
    private final ChatTemplate template;

    /** @throws dev.caravan.policy.weights.ModelFormatException if it is not a model folder */
    public OpenModel(Path path) {
        this.folder = ModelFolder.load(path);
        this.tokenizer = Tokenizer.parse(folder.tokenizerJson());
        this.template = ChatTemplate.of(folder, tokenizer);
        this.torch = Torch.cpu();
    }

    public Tokenizer tokenizer() {
        return tokenizer;
    }

    public ChatTemplate template() {
        return template;
    }

    /** Tokens that end an answer. */
    public Set<Integer> stopIds() {
        return Set.of(folder.config().eosId());
    }

    /** Most tokens of prompt and answer together. */
    public int longest() {
        return folder.config().maxPositions();
    }

    /** The caller closes it. */
    public Generator generator(int slots) {
        return new Generator(torch, folder.config(), folder.weights(), 0, GeneratorSettings.of(slots, longest()));
    }

    /** The caller closes it. */
    public Scorer scorer() {
        return new Scorer(torch, folder.config(), folder.weights());
    }

    @Override
    public void close() {
        tokenizer.close();
        torch.close();
    }
}
