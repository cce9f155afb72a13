package dev.caravan.verifier.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.verifier.spi.GroupVerifier;
import dev.caravan.verifier.spi.GroupVerifier.Candidate;
import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Pace;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import dev.caravan.verifier.spi.Verifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginTest {

    private static final Submission ANY = Submission.of("text", "truth");

    @TempDir
    Path dir;

    @Test
    void aJarIsAPlugInWhoseVersionTellsItsBuild() throws Exception {
        // Given
        Path jar = Build.saying(dir.resolve("work"), "acme.one", "hello").jar(dir.resolve("one.jar"));

        // When
        try (Plugin plugin = Plugin.load(jar)) {
            // Then
            String digest = sha256(Files.readAllBytes(jar));
            Verifier verifier = plugin.verifiers().get(0);
            assertThat(plugin.digest()).isEqualTo(digest);
            assertThat(verifier.name()).isEqualTo("acme.one");
            assertThat(verifier.version()).isEqualTo("1+sha256." + digest.substring(0, 12));
            assertThat(verifier.verify(ANY)).isEqualTo(Verdict.right("hello"));
        }
    }

    @Test
    void twoBuildsOfOneVersionAreToldApart() {
        // Given
        Path one = Build.saying(dir.resolve("work1"), "acme.one", "hello").jar(dir.resolve("one.jar"));
        Path again = Build.saying(dir.resolve("work2"), "acme.one", "hello").jar(dir.resolve("again.jar"));
        Path other = Build.saying(dir.resolve("work3"), "acme.one", "hi").jar(dir.resolve("other.jar"));

        // When
        String first = version(one);
        String same = version(again);
        String different = version(other);

        // Then
        assertThat(same).isEqualTo(first);
        assertThat(different).isNotEqualTo(first).startsWith("1+sha256.");
    }

    @Test
    void aFolderOfClassesAndAFolderOfJarsArePlugInsToo() throws Exception {
        // Given
        Path library = new Build(dir.resolve("library-work"))
                .source(
                        "lib.Greeting",
                        "package lib; public class Greeting { public static String text() { return \"from a library\"; } }")
                .jar(dir.resolve("plugin/lib/greeting.jar"));
        Path jars = new Build(dir.resolve("work"))
                .against(library)
                .verifier(
                        "Greets",
                        "\"acme.greets\"",
                        "\"2\"",
                        "public Verdict verify(Submission s) { return Verdict.right(lib.Greeting.text()); }")
                .jar(dir.resolve("plugin/greets.jar"))
                .getParent();
        Path classes =
                Build.saying(dir.resolve("class-work"), "acme.classes", "hello").classes(dir.resolve("classes"));

        // When
        try (Plugin folder = Plugin.load(jars);
                Plugin unpacked = Plugin.load(classes)) {
            // Then
            String lines = sha256(Files.readAllBytes(jars.resolve("greets.jar"))) + "  greets.jar\n"
                    + sha256(Files.readAllBytes(library)) + "  lib/greeting.jar\n";
            assertThat(folder.verifiers().get(0).verify(ANY)).isEqualTo(Verdict.right("from a library"));
            assertThat(folder.digest()).isEqualTo(sha256(lines.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            assertThat(unpacked.verifiers().get(0).verify(ANY)).isEqualTo(Verdict.right("hello"));
        }
    }

    @Test
    void eachUsesItsOwnCopyOfALibrary() {
        // Given
        String says = "public Verdict verify(Submission s) { return Verdict.right("
                + "new com.fasterxml.jackson.databind.ObjectMapper().toString()); }";
        Build one = new Build(dir.resolve("one"))
                .source("com.fasterxml.jackson.databind.ObjectMapper", mapper("theirs, 1.0"))
                .verifier("One", "\"acme.one\"", "\"1\"", says);
        Build two = new Build(dir.resolve("two"))
                .source("com.fasterxml.jackson.databind.ObjectMapper", mapper("theirs, 2.0"))
                .verifier("Two", "\"acme.two\"", "\"1\"", says);

        // When
        try (Plugin first = Plugin.load(one.jar(dir.resolve("one.jar")));
                Plugin second = Plugin.load(two.jar(dir.resolve("two.jar")))) {
            // Then
            assertThat(first.verifiers().get(0).verify(ANY)).isEqualTo(Verdict.right("theirs, 1.0"));
            assertThat(second.verifiers().get(0).verify(ANY)).isEqualTo(Verdict.right("theirs, 2.0"));
            assertThat(new ObjectMapper().toString()).doesNotContain("theirs");
        }
    }

    @Test
    void theApiIsTheHostsEvenWhereAPlugInShipsACopy() {
        // Given
        Path jar = Build.saying(dir.resolve("work"), "acme.shaded", "hello")
                .source("dev.caravan.verifier.spi.Extra", "package dev.caravan.verifier.spi; public class Extra {}")
                .source(
                        "dev.caravan.verifier.spi.Verdict",
                        "package dev.caravan.verifier.spi; public class Verdict { public static Verdict right(String r) { return null; } }")
                .jar(dir.resolve("shaded.jar"));

        // When
        try (Plugin plugin = Plugin.load(jar)) {
            // Then
            assertThat(plugin.verifiers()).hasSize(1);
            assertThat(plugin.verifiers().get(0).name()).isEqualTo("acme.shaded");
        }
    }

    @Test
    void aClassThatIsMissingIsSaid() {
        // Given
        Path jackson = Build.locationOf(ObjectMapper.class);
        Build early = new Build(dir.resolve("early"))
                .against(jackson)
                .against(Build.locationOf(com.fasterxml.jackson.core.ObjectCodec.class))
                .verifier(
                        "Early",
                        "\"acme.early\"",
                        "\"1\"",
                        "private final Object json = new com.fasterxml.jackson.databind.ObjectMapper();"
                                + "public Verdict verify(Submission s) { return Verdict.right(json.toString()); }");
        Build late = new Build(dir.resolve("late"))
                .against(jackson)
                .against(Build.locationOf(com.fasterxml.jackson.core.ObjectCodec.class))
                .verifier(
                        "Late",
                        "\"acme.late\"",
                        "\"1\"",
                        "public Verdict verify(Submission s) { return Verdict.right("
                                + "new com.fasterxml.jackson.databind.ObjectMapper().toString()); }");
        Path earlyJar = early.jar(dir.resolve("early.jar"));
        Path lateJar = late.jar(dir.resolve("late.jar"));

        // When, Then
        assertThatThrownBy(() -> Plugin.load(earlyJar))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("plug-in " + earlyJar)
                .hasMessageContaining("test.Early")
                .hasMessageContaining("com/fasterxml/jackson/databind/ObjectMapper")
                .hasMessageContaining("must ship every library that it uses");
        try (Plugin plugin = Plugin.load(lateJar)) {
            assertThatThrownBy(() -> plugin.verifiers().get(0).verify(ANY))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("plug-in " + lateJar + ": lacks a class")
                    .hasMessageContaining("ObjectMapper");
        }
    }

    @Test
    void whatCannotBeLoadedSaysWhereAndWhy() throws Exception {
        // Given
        String verify = "public Verdict verify(Submission s) { return Verdict.right(\"\"); }";
        Path throwing = broken(
                "throwing",
                "\"acme.x\"",
                "\"1\"",
                verify + "public Throwing() { throw new IllegalStateException(\"no licence\"); }");
        Path initialising =
                broken("initialising", "\"acme.x\"", "\"1\"", verify + "static int n = Integer.parseInt(\"four\");");
        Path nameless = broken("nameless", "null", "\"1\"", verify);
        Path misnamed = broken("misnamed", "\"Acme SQL\"", "\"1\"", verify);
        Path versionless = broken("versionless", "\"acme.x\"", "\" \"", verify);
        Path recursing = broken("recursing", "name()", "\"1\"", verify);
        Path absent = new Build(dir.resolve("absent")).service("test.Nowhere").jar(dir.resolve("absent.jar"));
        Path silent = new Build(dir.resolve("silent"))
                .source("test.A", "package test; class A {}")
                .jar(dir.resolve("silent.jar"));
        Path garbage = Files.writeString(dir.resolve("garbage.jar"), "this is no jar");
        Path text = Files.writeString(dir.resolve("notes.txt"), "no plug-in");

        // When, Then
        refuses(throwing, "test.Throwing", "no licence");
        refuses(initialising, "test.Initialising", "For input string: \"four\"");
        refuses(nameless, "test.Nameless", "name must not be empty");
        refuses(misnamed, "name 'Acme SQL' must be lower-case");
        refuses(versionless, "version must not be empty");
        refuses(recursing, "StackOverflowError");
        refuses(absent, "test.Nowhere not found");
        refuses(silent, "names no verifier: META-INF/services/dev.caravan.verifier.spi.Verifier");
        refuses(garbage, "names no verifier");
        refuses(text, "is neither a jar nor a folder");
        refuses(dir.resolve("nowhere.jar"), "there is no such file or folder");
    }

    @Test
    void whatHappensToTheFilesLaterDoesNotMatter() throws Exception {
        // Given
        Path jar = new Build(dir.resolve("work"))
                .source("test.Later", "package test; class Later { static String text() { return \"loaded late\"; } }")
                .verifier(
                        "Lazy",
                        "\"acme.lazy\"",
                        "\"1\"",
                        "public Verdict verify(Submission s) { return Verdict.right(Later.text()); }")
                .jar(dir.resolve("lazy.jar"));

        // When
        try (Plugin plugin = Plugin.load(jar)) {
            Files.writeString(jar, "overwritten in place");

            // Then
            assertThat(plugin.verifiers().get(0).verify(ANY)).isEqualTo(Verdict.right("loaded late"));
        }
    }

    @Test
    void itsCodeRunsWithItsOwnClassLoaderAsTheThreads() {
        // Given
        Path jar = new Build(dir.resolve("work"))
                .verifier(
                        "Context",
                        "\"acme.context\"",
                        "\"1\"",
                        """
                        private Options given = Options.NONE;
                        private boolean own() {
                            return Thread.currentThread().getContextClassLoader() == getClass().getClassLoader();
                        }
                        public void start(Options settings) { given = own() ? settings : given; }
                        public java.util.Optional<Pace> pace() {
                            return java.util.Optional.of(new Pace(own() ? 3 : 1, java.time.Duration.ofSeconds(1)));
                        }
                        public java.util.Optional<String> problem(String truth, Options options) {
                            return java.util.Optional.of(own() + " " + given.text("colour", ""));
                        }
                        public Verdict verify(Submission s) { return own() ? Verdict.right("own") : Verdict.wrong(""); }
                        """)
                .jar(dir.resolve("context.jar"));
        ClassLoader before = Thread.currentThread().getContextClassLoader();

        // When
        try (Plugin plugin = Plugin.load(jar)) {
            Verifier verifier = plugin.verifiers().get(0);
            verifier.start(new Options(Map.of("colour", "red")));

            // Then
            assertThat(verifier.verify(ANY)).isEqualTo(Verdict.right("own"));
            assertThat(verifier.problem("", Options.NONE)).hasValue("true red");
            assertThat(verifier.pace()).hasValue(new Pace(3, Duration.ofSeconds(1)));
            assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
        }
    }

    @Test
    void aVerifierOfGroupsStaysOne() {
        // Given
        Path jar = new Build(dir.resolve("work"))
                .source(
                        "test.Size",
                        """
                        package test;

                        import dev.caravan.verifier.spi.*;
                        import java.util.*;

                        public class Size implements GroupVerifier {
                            public String name() { return "acme.size"; }
                            public String version() { return "1"; }
                            public List<Verdict> verifyGroup(List<Candidate> group) {
                                return Collections.nCopies(group.size(), Verdict.right("one of " + group.size()));
                            }
                        }
                        """)
                .service("test.Size")
                .jar(dir.resolve("size.jar"));
        Candidate candidate = new Candidate(ANY, OptionalDouble.of(1));

        // When
        try (Plugin plugin = Plugin.load(jar)) {
            GroupVerifier verifier = (GroupVerifier) plugin.verifiers().get(0);

            // Then
            assertThat(verifier.verifyGroup(List.of(candidate, candidate)))
                    .containsExactly(Verdict.right("one of 2"), Verdict.right("one of 2"));
            assertThat(verifier.verify(ANY)).isEqualTo(Verdict.right("one of 1"));
            assertThat(verifier.version()).startsWith("1+sha256.");
        }
    }

    @Test
    void closingClosesTheVerifiersAndLeavesNothingBehind() throws Exception {
        // Given
        Path mark = dir.resolve("closed");
        Path jar = new Build(dir.resolve("work"))
                .verifier(
                        "Closing",
                        "\"acme.closing\"",
                        "\"1\"",
                        "public Verdict verify(Submission s) { return Verdict.right(\"\"); }"
                                + "public void close() { try { java.nio.file.Files.createFile(java.nio.file.Path.of(\""
                                + mark
                                + "\")); } catch (java.io.IOException e) { throw new IllegalStateException(e); } }")
                .jar(dir.resolve("closing.jar"));
        Plugin plugin = Plugin.load(jar);
        Set<Path> copies = copies();

        // When
        plugin.close();

        // Then
        assertThat(mark).exists();
        assertThat(copies).hasSizeGreaterThan(copies().size());
    }

    /** The copies of this test's plug-in, wherever the JVM keeps its temporary files. */
    private static Set<Path> copies() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("caravan-plugin-")
                            && Files.exists(file.resolve("closing.jar")))
                    .collect(Collectors.toSet());
        }
    }

    private Path broken(String fileName, String name, String version, String members) {
        String className = Character.toUpperCase(fileName.charAt(0)) + fileName.substring(1);
        return new Build(dir.resolve(fileName))
                .verifier(className, name, version, members)
                .jar(dir.resolve(fileName + ".jar"));
    }

    private static void refuses(Path path, String... why) {
        assertThatThrownBy(() -> Plugin.load(path).close())
                .isInstanceOf(PluginException.class)
                .hasMessageStartingWith("plug-in " + path + ": ")
                .hasMessageContainingAll(why);
    }

    private static String version(Path jar) {
        try (Plugin plugin = Plugin.load(jar)) {
            return plugin.verifiers().get(0).version();
        }
    }

    private static String mapper(String text) {
        return "package com.fasterxml.jackson.databind; public class ObjectMapper { public String toString() { return \""
                + text + "\"; } }";
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
