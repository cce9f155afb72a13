package dev.caravan.verifier.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a plug-in is made of: a jar, or a folder of jars, classes and resources. Names that begin with a dot are passed over; links are
 * followed.
 */
final class PluginFiles {

    private static final String JAR = ".jar";
    private static final int MOST = 20_000;

    /** One file: enough to tell that it has changed. */
    record Entry(String name, long bytes, long modifiedMillis) {}

    private PluginFiles() {}

    /** The plug-ins in a folder, one an entry, by name: jars and folders. */
    static List<Path> plugins(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> !hidden(entry) && (isJar(entry) || Files.isDirectory(entry)))
                    .sorted()
                    .toList();
        }
    }

    /** A plug-in's files, by name relative to it; of a jar itself. */
    static List<Entry> list(Path plugin) throws IOException {
        Path root = root(plugin);
        try (Stream<Path> files = walk(plugin)) {
            return files.map(file -> entry(root, file)).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Names of its files are relative to this. */
    static Path root(Path plugin) {
        return isJar(plugin) ? plugin.toAbsolutePath().normalize().resolveSibling("") : plugin;
    }

    static boolean isJar(Path file) {
        return String.valueOf(file.getFileName()).endsWith(JAR) && !Files.isDirectory(file);
    }

    private static Stream<Path> walk(Path plugin) throws IOException {
        if (isJar(plugin)) {
            return Stream.of(plugin.toAbsolutePath().normalize());
        }
        List<Path> files;
        try (Stream<Path> all = Files.walk(plugin, FileVisitOption.FOLLOW_LINKS)) {
            files = all.filter(file -> Files.isRegularFile(file) && !isHidden(plugin.relativize(file)))
                    .limit(MOST + 1L)
                    .sorted()
                    .toList();
        }
        if (files.size() > MOST) {
            throw new IOException("it has more than " + MOST + " files");
        }
        return files.stream();
    }

    private static boolean isHidden(Path relative) {
        for (Path part : relative) {
            if (hidden(part)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hidden(Path file) {
        return String.valueOf(file.getFileName()).startsWith(".");
    }

    private static Entry entry(Path root, Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Entry(
                    root.relativize(file).toString().replace('\\', '/'),
                    attributes.size(),
                    attributes.lastModifiedTime().toMillis());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
