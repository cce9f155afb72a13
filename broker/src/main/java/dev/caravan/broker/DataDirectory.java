package dev.caravan.broker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The broker's data directory. */
final class DataDirectory {

    private DataDirectory() {}

    /** Fails at once where Kafka's own check, in the middle of its start, would leave half a broker behind. */
    static void requireUnused(Path dir) throws IOException {
        Path lock = dir.resolve(".lock");
        if (!Files.exists(lock)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock held = channel.tryLock()) {
            if (held == null) {
                throw new IOException("another broker has the directory open");
            }
        } catch (OverlappingFileLockException e) {
            throw new IOException("another broker of this process has the directory open", e);
        }
    }
}
