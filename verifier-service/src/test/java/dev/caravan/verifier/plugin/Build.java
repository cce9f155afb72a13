package dev.caravan.verifier.plugin;

import dev.caravan.verifier.spi.Verifier;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Builds plug-ins for tests with the JDK's own compiler, against the verifier API and nothing else of this class path. */
public final class Build {

    private static final String SERVICES = "META-INF/services/dev.caravan.verifier.spi.Verifier";

    private final Path work;
    private final Map<String, String> sources = new TreeMap<>();
    private final Map<String, String> resources = new TreeMap<>();
    private final List<Path> classPath = new ArrayList<>();
    private final List<String> services = new ArrayList<>();

    /** @param work an empty folder to compile in */
    public Build(Path work) {
        this.work = work;
        this.classPath.add(locationOf(Verifier.class));
    }

    /** Where a class was loaded from. */
    public static Path locationOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Adds a class by its binary name. */
    public Build source(String name, String text) {
        sources.put(name, text);
        return this;
    }

    /** Adds every file of a source folder. */
    public Build sources(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString();
                sources.put(
                        name.substring(0, name.length() - ".java".length()).replace('/', '.'), Files.readString(file));
            }
        }
        return this;
    }

    /** Adds every file of a resource folder. */
    public Build resources(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                resources.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        return this;
    }

    /** Compiles against this too; it does not become part of the plug-in. */
    public Build against(Path classes) {
        classPath.add(classes);
        return this;
    }

    /** Names a class as a verifier. */
    public Build service(String className) {
        services.add(className);
        resources.put(SERVICES, String.join("\n", services) + "\n");
        return this;
    }

    /**
     * Adds a verifier whose body is given.
     *
     * @param className simple name; its package is {@code test}
     * @param name its name as a Java expression
     * @param members members of the class
     */
    public Build verifier(String className, String name, String version, String members) {
        source(
                "test." + className,
                """
                package test;

                import dev.caravan.verifier.spi.*;

                public class %s implements Verifier {
                    public String name() { return %s; }
                    public String version() { return %s; }
                    %s
                }
                """
                        .formatted(className, name, version, members));
        return service("test." + className);
    }

    /** A verifier that is built right and says what its build is called. */
    public static Build saying(Path work, String name, String said) {
        return new Build(work)
                .verifier(
                        "Saying",
                        '"' + name + '"',
                        "\"1\"",
                        "public Verdict verify(Submission s) { return Verdict.right(\"" + said + "\"); }");
    }

    /** Compiles into a folder of classes. */
    public Path classes(Path target) {
        try {
            Files.createDirectories(target);
            List<Path> files = new ArrayList<>();
            for (Map.Entry<String, String> source : sources.entrySet()) {
                Path file = work.resolve(source.getKey().replace('.', '/') + ".java");
                Files.createDirectories(file.getParent());
                files.add(Files.writeString(file, source.getValue()));
            }
            compile(files, target);
            for (Map.Entry<String, String> resource : resources.entrySet()) {
                Path file = target.resolve(resource.getKey());
                Files.createDirectories(file.getParent());
                Files.writeString(file, resource.getValue());
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Compiles into a jar; the same sources give the same bytes. */
    public Path jar(Path target) {
        try {
            Path classes = classes(Files.createTempDirectory(Files.createDirectories(work), "classes"));
            List<Path> files;
            try (Stream<Path> all = Files.walk(classes)) {
                files = all.filter(Files::isRegularFile).sorted().toList();
            }
            Files.createDirectories(target.toAbsolutePath().getParent());
            try (OutputStream out = Files.newOutputStream(target);
                    JarOutputStream jar = new JarOutputStream(out)) {
                for (Path file : files) {
                    JarEntry entry = new JarEntry(classes.relativize(file).toString());
                    entry.setTime(0);
                    jar.putNextEntry(entry);
                    jar.write(Files.readAllBytes(file));
                    jar.closeEntry();
                }
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compile(List<Path> files, Path target) throws IOException {
        if (files.isEmpty()) {
            return;
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            String path =
                    classPath.stream().map(Path::toString).collect(Collectors.joining(java.io.File.pathSeparator));
            List<String> options = List.of("--release", "17", "-proc:none", "-cp", path, "-d", target.toString());
            java.io.StringWriter said = new java.io.StringWriter();
            boolean done = compiler.getTask(
                            said, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
                    .call();
            if (!done) {
                throw new IllegalStateException("a plug-in for a test does not compile:\n" + said);
            }
        }
    }
}
