package dev.caravan.cli.model;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code caravan chat}: a conversation in the terminal. */
@Command(
        name = "chat",
        mixinStandardHelpOptions = true,
        description = {
            "Talks to a model in the terminal.",
            "An empty line or Ctrl-D ends it; /new forgets what was said so far. Every question stands alone",
            "unless --remember is given: the tiny model was trained on single turns."
        },
        footerHeading = "%nExamples:%n",
        footer = "  caravan chat --model .caravan/runs/quickstart-1/model")
public final class ChatCommand implements Callable<Integer> {

    @Mixin
    private ModelOptions model = new ModelOptions();

    @picocli.CommandLine.Option(names = "--remember", description = "Keeps the conversation so far in the prompt.")
    private boolean remember;

    @Override
    public Integer call() {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        try (OpenModel open = model.open();
                ChatSession session = new ChatSession(open, model.decoding(), remember)) {
            session.run(System.in, out);
        }
        return 0;
    }
}
