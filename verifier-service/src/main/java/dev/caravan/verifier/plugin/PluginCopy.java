package dev.caravan.verifier.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A plug-in's files as they were at one moment, in a folder of our own: what is loaded is what was digested, and whoever overwrites a jar
 * does not pull it from under a class loader that still reads it.
 */
final class PluginCopy implements AutoCloseable {

    private static final long MOST_BYTES = 1L << 30;

    private final Path folder;
    private final List<Path> files;
    private final String digest;

    private PluginCopy(Path folder, List<Path> files, String digest) {
        this.folder = folder;
        this.files = files;
        this.digest = digest;
    }

    /** Copies a plug-in. */
    static PluginCopy of(Path plugin) throws IOException {
        List<PluginFiles.Entry> entries = PluginFiles.list(plugin);
        long bytes = entries.stream().mapToLong(PluginFiles.Entry::bytes).sum();
        if (bytes > MOST_BYTES) {
            throw new IOException("it has " + (bytes >> 20) + " MiB, more than " + (MOST_BYTES >> 20));
        }
        Path folder = Files.createTempDirectory("caravan-plugin-");
        try {
            Path root = PluginFiles.root(plugin);
            List<Path> files = new ArrayList<>();
            StringBuilder sums = new StringBuilder();
            String sum = "";
            for (PluginFiles.Entry entry : entries) {
                Path file = folder.resolve(entry.name());
                Files.createDirectories(file.resolveSibling(""));
                sum = copy(root.resolve(entry.name()), file);
                sums.append(sum).append("  ").append(entry.name()).append('\n');
                files.add(file);
            }
            String digest = PluginFiles.isJar(plugin) ? sum : hex(sha256(), sums.toString());
            return new PluginCopy(folder, List.copyOf(files), digest);
        } catch (IOException | RuntimeException e) {
            delete(folder);
            throw e;
        }
    }

    /**
     * SHA-256 in hexadecimal digits: of a jar, that of the file; of a folder, that of its files' lines {@code digest, two spaces, name} by
     * name, as {@code sha256sum} prints them.
     */
    String digest() {
        return digest;
    }

    /** The class path: the folder itself if it has anything but jars, then its jars by name. */
    URL[] classPath() {
        List<Path> path = new ArrayList<>();
        if (!files.stream().allMatch(PluginFiles::isJar)) {
            path.add(folder);
        }
        files.stream().filter(PluginFiles::isJar).forEach(path::add);
        return path.stream().map(PluginCopy::url).toArray(URL[]::new);
    }

    @Override
    public void close() throws IOException {
        delete(folder);
    }

    private static String copy(Path from, Path to) throws IOException {
        MessageDigest sha256 = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(from), sha256);
                OutputStream out = Files.newOutputStream(to)) {
            in.transferTo(out);
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static String hex(MessageDigest digest, String text) {
        return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(PluginCopy::deleteOne);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void deleteOne(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
