package dev.caravan.cli.batch;

import dev.caravan.cli.Logging;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Standard input and output of a batch command. Logs go elsewhere: the output is the result and nothing else. */
public final class BatchStreams {

    private BatchStreams() {}

    /** Runs a batch from standard input to standard output. */
    public static void run(Consumer<JsonLinesIo> batch) {
        Logging.quiet();
        try (PrintStream out = new PrintStream(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16),
                false,
                StandardCharsets.UTF_8)) {
            batch.accept(new JsonLinesIo(System.in, out));
        }
    }
}
