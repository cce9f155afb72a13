package dev.caravan.cli.command;

import dev.caravan.cli.Logging;
import dev.caravan.cli.batch.JsonLinesIo;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Standard input and output of a batch command. Logs go elsewhere: the output is the result and nothing else. */
final class BatchStreams {

    private BatchStreams() {}

    static void run(Consumer<JsonLinesIo> batch) {
        Logging.quiet();
        try (PrintStream out = new PrintStream(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16),
                false,
                StandardCharsets.UTF_8)) {
            batch.accept(new JsonLinesIo(System.in, out));
        }
    }
}
