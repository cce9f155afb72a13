package dev.caravan.cli.stack;

import dev.caravan.runtime.CaravanException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which a process keeps everything: the broker's log, state stores, runs, its own log file. One process at a time; a
 * process that died holds it no longer.
 */
public final class Home implements AutoCloseable {

    private static final String BOOTSTRAP = "bootstrap";
    private static final String LOCK = "lock";

    private final Path folder;
    private final FileChannel channel;

    private Home(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Takes the folder, making it if need be.
     *
     * @throws CaravanException if another process has it; names the process
     */
    public static Home take(Path folder) {
        Path home = folder.toAbsolutePath().normalize();
        Path file = home.resolve(LOCK);
        FileChannel channel = null;
        try {
            Files.createDirectories(home);
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                String owner = Files.readString(file).strip();
                channel.close();
                throw new CaravanException(
                        home + " is in use by process " + owner + "; stop that, or use another folder with --home DIR");
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
            return new Home(home, channel);
        } catch (IOException e) {
            throw unusable(home, e.toString(), e);
        }
    }

    private static CaravanException unusable(Path home, String reason, @Nullable IOException cause) {
        return new CaravanException(
                home + " cannot be used: " + reason + "; use another folder with --home DIR", cause);
    }

    /**
     * Makes the folder for a process that only writes results there and needs no lock.
     *
     * @throws CaravanException if it cannot be written to
     */
    public static Path use(Path folder) {
        Path home = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(home);
        } catch (IOException e) {
            throw unusable(home, e.toString(), e);
        }
        if (!Files.isWritable(home)) {
            throw unusable(home, "it is not writable", null);
        }
        return home;
    }

    /**
     * Where the broker of another process in this home listens, if one runs; what a dead process left does not count. Not for the
     * process that has the home itself: closing any handle of the lock file gives its lock away.
     */
    public static Optional<String> bootstrapOf(Path folder) {
        Path home = folder.toAbsolutePath().normalize();
        try {
            return Files.isRegularFile(home.resolve(BOOTSTRAP)) && isTaken(home.resolve(LOCK))
                    ? Optional.of(Files.readString(home.resolve(BOOTSTRAP)).strip())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isTaken(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return tryLock(channel) == null;
        }
    }

    public Path folder() {
        return folder;
    }

    /** Tells other commands where the broker listens. */
    void announce(String bootstrap) {
        try {
            Files.writeString(folder.resolve(BOOTSTRAP), bootstrap + "\n");
        } catch (IOException e) {
            throw new CaravanException(folder.resolve(BOOTSTRAP) + " cannot be written: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(folder.resolve(BOOTSTRAP));
            channel.close();
        } catch (IOException e) {
            throw new CaravanException(folder + " cannot be given back: " + e.getMessage(), e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }
}
