package dev.caravan.policy.weights;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Replaces files so that a reader, or a restart after a crash, sees the old content or the new one, never a part. */
final class AtomicFiles {

    private AtomicFiles() {}

    static void write(Path target, byte[] content) {
        write(target, List.of(ByteBuffer.wrap(content)));
    }

    /**
     * Temporary file beside the target, fsync, rename, fsync of the folder.
     *
     * @throws UncheckedIOException naming the target
     */
    static void write(Path target, List<ByteBuffer> content) {
        Path folder = Objects.requireNonNull(target.toAbsolutePath().getParent(), "a file has a folder");
        Path temporary = folder.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            Files.createDirectories(folder);
            try (FileChannel out =
                    FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                for (ByteBuffer part : content) {
                    ByteBuffer rest = part.duplicate();
                    while (rest.hasRemaining()) {
                        out.write(rest);
                    }
                }
                out.force(true);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
                directory.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + target + ": " + e.getMessage(), e);
        } finally {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException e) {
                // The target is whole either way, and a leftover under a name nobody reads harms nothing.
            }
        }
    }
}
