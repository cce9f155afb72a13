package dev.caravan.cli.model;

import dev.caravan.cli.Logging;
import dev.caravan.cli.batch.BatchStreams;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code caravan logprobs}: how likely a model finds given tokens. */
@Command(
        name = "logprobs",
        mixinStandardHelpOptions = true,
        description = {
            "Scores tokens under a model, from and to JSON lines.",
            "In: id and tokens. Out: id and logprobs (natural logarithm, one per token, the first null)."
        },
        footerHeading = "%nExamples:%n",
        footer = "  echo '{\"id\":1,\"tokens\":[2,40,41,3]}' | caravan logprobs --model recipes/tiny-base")
public final class LogProbsCommand implements Callable<Integer> {

    @Option(names = "--model", required = true, paramLabel = "DIR", description = "Hugging Face model folder.")
    private Path folder = Path.of("");

    @Override
    public Integer call() {
        Logging.quiet();
        try (OpenModel model = new OpenModel(folder)) {
            LogProbsBatch batch = new LogProbsBatch(model);
            BatchStreams.run(batch::run);
        }
        return 0;
    }
}
