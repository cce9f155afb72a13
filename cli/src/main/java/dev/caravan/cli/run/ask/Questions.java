package dev.caravan.cli.run.ask;

import dev.caravan.cli.recipe.EvaluationSettings;
import dev.caravan.policy.text.ChatMessage;
import dev.caravan.policy.text.ChatTemplate;
import dev.caravan.policy.text.Tokenizer;
import dev.caravan.policy.weights.ModelFolder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Questions as the tokens that a model is asked with: in its chat template, or in a base's own text format. */
public final class Questions implements AutoCloseable {

    /** A question in tokens, and as the text that these spell. */
    record Asked(List<Integer> tokens, String text) {}

    private final Tokenizer tokenizer;
    private final ChatTemplate template;

    public Questions(Path modelFolder) {
        ModelFolder folder = ModelFolder.load(modelFolder);
        this.tokenizer = Tokenizer.parse(folder.tokenizerJson());
        this.template = ChatTemplate.of(folder, tokenizer);
    }

    /** The question as a user's turn, up to where the assistant begins. */
    Asked chat(String question) {
        List<ChatMessage> turns = List.of(ChatMessage.of("user", question));
        int[] tokens = template.prompt(turns);
        return new Asked(boxed(tokens), template.promptText(turns));
    }

    /** The question in a text format, with {@link EvaluationSettings#PLACEHOLDER} where it goes. */
    Asked text(String format, String question) {
        String text = format.replace(EvaluationSettings.PLACEHOLDER, question);
        return new Asked(boxed(tokenizer.encodeText(text)), text);
    }

    @Override
    public void close() {
        tokenizer.close();
    }

    private static List<Integer> boxed(int[] tokens) {
        return Arrays.stream(tokens).boxed().toList();
    }
}
