package dev.caravan.cli.model;

import dev.caravan.cli.batch.BatchStreams;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code caravan generate}: completions of many prompts. */
@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        description = {
            "Generates completions of prompts, from and to JSON lines.",
            "In: id and either prompt (plain text) or messages (a chat).",
            "Out: id, text, tokens, logprobs and finish_reason."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  echo '{\"id\":1,\"messages\":[{\"role\":\"user\",\"content\":\"What is 2+3?\"}]}' \\",
            "    | caravan generate --model recipes/tiny-base",
            "  caravan generate --model DIR --temperature 1 --seed 7 < prompts.jsonl"
        })
public final class GenerateCommand implements Callable<Integer> {

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Override
    public Integer call() {
        try (OpenModel open = model.open()) {
            GenerateBatch batch = new GenerateBatch(open, model.decoding());
            BatchStreams.run(batch::run);
        }
        return 0;
    }
}
