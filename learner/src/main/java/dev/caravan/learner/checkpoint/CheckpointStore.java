package dev.caravan.learner.checkpoint;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of one run: a folder each, numbered upwards, of which the newest whole one counts. A folder is filled under a
 * temporary name, its manifest (with size and CRC-32C of every other file) written last, all of it synced, then renamed: a crash
 * leaves the old checkpoints and a leftover, never half a checkpoint under a checkpoint's name. What is damaged later is
 * reported and passed over. Belongs to one thread.
 */
public final class CheckpointStore {

    /** Writes the files of a checkpoint, all but the manifest. */
    @FunctionalInterface
    public interface Content {

        /** Nothing beside the manifest. */
        Content NONE = folder -> {};

        void writeTo(Path folder) throws IOException;
    }

    /**
     * A checkpoint on disk.
     *
     * @param checkpoint its manifest
     * @param folder where its files are
     */
    public record Stored(Checkpoint checkpoint, Path folder) {}

    record FileEntry(String name, long bytes, long crc32c) {}

    record Manifest(int format, Checkpoint checkpoint, List<FileEntry> files) {}

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointStore.class);
    private static final int FORMAT = 1;
    private static final String MANIFEST = "manifest.json";
    private static final String TEMPORARY = "incomplete-";
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);

    private final Path directory;
    private final int keep;

    /**
     * @param directory of the run's checkpoints; made if need be, and cleared of what a crash left
     * @param keep how many to keep
     */
    public CheckpointStore(Path directory, int keep) {
        this.directory = directory;
        this.keep = keep;
        try {
            Files.createDirectories(directory);
            for (Path leftover : list(TEMPORARY + ".*")) {
                LOG.atWarn().addKeyValue("folder", leftover).log("incomplete checkpoint removed");
                delete(leftover);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open checkpoints in " + directory + ": " + e.getMessage(), e);
        }
    }

    /** The newest checkpoint that is whole; empty if there is none. Damaged ones are reported and left where they are. */
    public Optional<Stored> newest() {
        try {
            List<Path> folders = checkpoints();
            Collections.reverse(folders);
            for (Path folder : folders) {
                try {
                    return Optional.of(new Stored(read(folder), folder));
                } catch (IOException e) {
                    LOG.atError()
                            .addKeyValue("folder", folder)
                            .addKeyValue("reason", e.getMessage())
                            .log("checkpoint is damaged, falling back to the one before");
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list checkpoints in " + directory + ": " + e.getMessage(), e);
        }
    }

    /** Writes a checkpoint and removes those that are too many. When this returns, a crash does not undo it. */
    public void write(Checkpoint checkpoint, Content content) {
        try {
            List<Path> existing = checkpoints();
            int number = existing.isEmpty() ? 1 : number(existing.get(existing.size() - 1)) + 1;
            Path temporary = Files.createDirectory(directory.resolve(TEMPORARY + number));
            content.writeTo(temporary);
            List<FileEntry> files = new ArrayList<>();
            for (Path file : list(temporary, ".*")) {
                files.add(entry(file));
                sync(file);
            }
            Path manifest = temporary.resolve(MANIFEST);
            Files.write(manifest, JSON.writeValueAsBytes(new Manifest(FORMAT, checkpoint, files)));
            sync(manifest);
            sync(temporary);
            Files.move(temporary, directory.resolve(String.format("%08d", number)), StandardCopyOption.ATOMIC_MOVE);
            sync(directory);
            for (int i = 0; i <= existing.size() - keep; i++) {
                remove(existing.get(i));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write checkpoint of step " + checkpoint.step() + " of stage " + checkpoint.stage() + " to "
                            + directory + ": " + e.getMessage(),
                    e);
        }
    }

    private static Checkpoint read(Path folder) throws IOException {
        Manifest manifest = JSON.readValue(Files.readAllBytes(folder.resolve(MANIFEST)), Manifest.class);
        if (manifest.format() != FORMAT) {
            throw new IOException("format " + manifest.format() + " is not " + FORMAT);
        }
        for (FileEntry expected : manifest.files()) {
            FileEntry found = entry(folder.resolve(expected.name()));
            if (!found.equals(expected)) {
                throw new IOException("the manifest promises " + expected + ", but there is " + found);
            }
        }
        return manifest.checkpoint();
    }

    private static FileEntry entry(Path file) throws IOException {
        CRC32C crc = new CRC32C();
        try (InputStream in = new CheckedInputStream(Files.newInputStream(file), crc)) {
            byte[] buffer = new byte[1 << 16];
            long bytes = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes += read;
            }
            return new FileEntry(String.valueOf(file.getFileName()), bytes, crc.getValue());
        }
    }

    /** Under a temporary name first, so that a crash while deleting leaves no checkpoint without its files. */
    private void remove(Path checkpoint) throws IOException {
        Path doomed = directory.resolve(TEMPORARY + checkpoint.getFileName());
        Files.move(checkpoint, doomed, StandardCopyOption.ATOMIC_MOVE);
        delete(doomed);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Oldest first. */
    private List<Path> checkpoints() throws IOException {
        return list("\\d{8}");
    }

    private List<Path> list(String name) throws IOException {
        return list(directory, name);
    }

    private static List<Path> list(Path folder, String name) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return new ArrayList<>(
                    files.filter(file -> String.valueOf(file.getFileName()).matches(name))
                            .sorted()
                            .toList());
        }
    }

    private static int number(Path checkpoint) {
        return Integer.parseInt(String.valueOf(checkpoint.getFileName()));
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
