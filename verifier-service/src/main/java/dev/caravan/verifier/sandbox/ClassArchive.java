package dev.caravan.verifier.sandbox;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The classes of javac and of the library that small programs use, as a JVM maps them instead of loading them one by one (JEP 350), which is a
 * third of a Java program's time. It is made once, in the background, when the first Java program comes; a JVM does without it until then.
 */
final class ClassArchive implements AutoCloseable {

    /** Its name in {@link #folder}. */
    static final String NAME = "classes.jsa";

    private static final String TRAINING = "Main.java";
    private static final String MEGABYTES = "512";
    private static final long PATIENCE_SECONDS = 120;

    private final Path folder;
    private final LanguageRuntime java;
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile boolean closed;
    private volatile @Nullable Process making;

    private ClassArchive(Path folder, LanguageRuntime java) {
        this.folder = folder;
        this.java = java;
    }

    /** In a new folder that every user may read; null where there can be none. */
    static @Nullable ClassArchive of(LanguageRuntime java) {
        try {
            Path folder = Files.createTempDirectory("caravan-java");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            return new ClassArchive(folder, java);
        } catch (IOException | UnsupportedOperationException e) {
            return null;
        }
    }

    Path folder() {
        return folder;
    }

    /** Makes it, unless that has begun. */
    void begin() {
        if (begun.compareAndSet(false, true)) {
            Thread thread = new Thread(this::make, "sandbox-class-archive");
            thread.setDaemon(true);
            thread.start();
        }
    }

    @Override
    public void close() {
        closed = true;
        Process process = making;
        if (process != null) {
            process.destroyForcibly();
        }
        for (File file : files()) {
            file.delete();
        }
        folder.toFile().delete();
    }

    private File[] files() {
        File[] files = folder.toFile().listFiles();
        return files == null ? new File[0] : files;
    }

    /** A program that reads, counts, sorts and prints, so that what such programs use is in the archive. */
    private void make() {
        Path unfinished = folder.resolve("unfinished");
        try {
            Files.writeString(folder.resolve(TRAINING), SlotCommand.resource("Training.java"));
            List<String> line = new ArrayList<>();
            for (String word : java.command()) {
                line.add(
                        word.startsWith("-XX:SharedArchiveFile=")
                                ? "-XX:ArchiveClassesAtExit=" + unfinished
                                : word.replace("{megabytes}", MEGABYTES));
            }
            ProcessBuilder builder = new ProcessBuilder(line)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD);
            builder.environment().clear();
            builder.environment().putAll(java.environment());
            Process process = builder.start();
            making = process;
            process.getOutputStream().write("3\n1 2 3\n".getBytes(StandardCharsets.US_ASCII));
            process.getOutputStream().close();
            if (closed || !process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            } else if (process.exitValue() == 0) {
                Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("r--r--r--"));
                // At once: a JVM that maps half a file crashes.
                Files.move(unfinished, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            // Java programs start as slowly as before.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (closed) {
            close();
        }
    }
}
