package dev.caravan.cli.run;

import dev.caravan.cli.recipe.RecipeFile;
import dev.caravan.cli.recipe.StartingModel;
import dev.caravan.cli.run.log.RunContext;
import dev.caravan.cli.source.Example;
import dev.caravan.cli.source.Supply;
import dev.caravan.policy.InitialWeights;
import dev.caravan.policy.text.TinyTokenizer;
import dev.caravan.policy.text.Tokenizer;
import dev.caravan.policy.weights.ModelConfig;
import dev.caravan.policy.weights.ModelFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folder that a run starts from: one that is there, or a new model made for the run. */
final class StartingModels {

    /** Ids 0 to 4. */
    private static final List<String> SPECIALS =
            List.of("<|pad|>", "<|eos|>", "<|user|>", "<|assistant|>", "<|system|>");

    /** Turns one after another, each led by its role token; an assistant's turn ends with eos. */
    private static final String CHAT_TEMPLATE = "{% for message in messages %}"
            + "<|{{ message['role'] }}|>{{ message['content'] }}"
            + "{% if message['role'] == 'assistant' %}<|eos|>{% endif %}"
            + "{% endfor %}"
            + "{% if add_generation_prompt %}<|assistant|>{% endif %}";

    /** Documents that the words of a new vocabulary are counted in. */
    private static final int SAMPLE = 20_000;

    /** Text that every vocabulary should have whole, however rare it is in the documents. */
    private static final String ANSWER_MARK = "#### ".repeat(10);

    private StartingModels() {}

    static Path folder(RecipeFile file, RunContext context) {
        StartingModel model = file.recipe().model();
        if (model instanceof StartingModel.Folder folder) {
            return file.beside(folder.path());
        }
        Path folder = context.folder().resolve("initial");
        if (!Files.exists(folder.resolve("config.json"))) {
            create((StartingModel.New) model, context).save(folder);
        }
        return folder.toAbsolutePath();
    }

    private static ModelFolder create(StartingModel.New shape, RunContext context) {
        String source = context.recipe().stages().get(0).data().keySet().stream()
                .sorted()
                .toList()
                .get(0);
        Supply supply = context.recipe()
                .source(source)
                .training(context.dataRoot(), context.recipe().seed());
        Stream<String> texts = supply.take(SAMPLE).stream().map(Example::response);
        byte[] tokenizer = TinyTokenizer.train(
                Stream.concat(texts, Stream.of(ANSWER_MARK)).iterator(), shape.vocabulary(), SPECIALS);
        int words;
        try (Tokenizer made = Tokenizer.parse(tokenizer)) {
            words = made.vocabSize();
        }
        ModelConfig config = new ModelConfig(
                words,
                shape.hiddenSize(),
                shape.intermediateSize(),
                shape.layers(),
                shape.heads(),
                shape.kvHeads(),
                shape.hiddenSize() / shape.heads(),
                shape.ropeTheta(),
                1e-5,
                shape.maxPositions(),
                true,
                -1,
                SPECIALS.indexOf("<|eos|>"),
                SPECIALS.indexOf("<|pad|>"));
        return new ModelFolder(
                config, InitialWeights.random(config, context.recipe().seed()), tokenizer, CHAT_TEMPLATE);
    }
}
