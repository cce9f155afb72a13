package dev.caravan.verifier.plugin;

import dev.caravan.runtime.CaravanException;
import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import dev.caravan.verifier.spi.Verifier;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Puts changed plug-ins into a watched folder beside a good one, for so many seconds (argument 1; argument 2 is the seed), and asks whatever
 * is taken for verdicts. Fails on: a look at the folder that throws or takes 10 seconds, a plug-in that is neither taken nor refused with a
 * reason that names it, a check that throws what a host does not expect, a change of the good plug-in that is not taken, a class loader or a
 * copy of files that stays behind.
 */
final class PluginFuzz {

    private static final int MOST_CLASSES_LEFT = 500;

    private final List<String> findings = new ArrayList<>();
    private final TreeMap<String, Integer> outcomes = new TreeMap<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread daemon = new Thread(work, "plugin-fuzz");
        daemon.setDaemon(true);
        return daemon;
    });
    private final Path dir;
    private final Path folder;
    private final Folder host = new Folder();
    private final Random random;
    private final JarSoup soup;
    private final List<byte[]> builds;

    private PluginFuzz(Path dir, long seed) throws IOException {
        this.dir = dir;
        this.folder = Files.createDirectory(dir.resolve("plugins"));
        this.random = new Random(seed);
        this.soup = new JarSoup(Files.readAllBytes(fuzzed(dir).jar(dir.resolve("whole.jar"))), seed);
        this.builds = List.of(good("one"), good("two"));
    }

    public static void main(String[] args) throws Exception {
        long seconds = args.length > 0 ? Long.parseLong(args[0]) : 60;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime();
        Path dir = Files.createTempDirectory("plugin-fuzz-");
        System.setProperty(
                "java.io.tmpdir", Files.createDirectory(dir.resolve("tmp")).toString());
        PluginFuzz fuzz = new PluginFuzz(dir, seed);
        long tries = fuzz.run(seconds);
        fuzz.report(seed, tries);
        delete(dir);
        System.exit(fuzz.findings.isEmpty() ? 0 : 1);
    }

    private long run(long seconds) throws Exception {
        PluginWatch watch = new PluginWatch(folder, Duration.ofHours(1), host);
        int before = classes();
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        long tries = 0;
        while (System.nanoTime() < end && findings.size() < 20) {
            tries++;
            byte[] jar = soup.changed();
            Path plugin = place(jar, tries);
            Files.write(folder.resolve("good.jar"), builds.get((int) (tries % builds.size())));
            host.outcome.clear();
            if (!look(watch, jar)) {
                break;
            }
            examine(plugin, jar);
            delete(plugin);
            look(watch, jar);
        }
        host.plugins.values().forEach(Plugin::close);
        host.plugins.clear();
        leftovers(before);
        return tries;
    }

    /** As a jar, as a jar in a folder, or as a folder of odd files. */
    private Path place(byte[] jar, long tries) throws IOException {
        Path path = folder.resolve("bad" + tries % 7 + (random.nextInt(3) > 0 ? ".jar" : ""));
        if (path.toString().endsWith(".jar")) {
            return Files.write(path, jar);
        }
        Path lib = Files.createDirectories(path.resolve("lib"));
        Files.write(lib.resolve("bad.jar"), jar);
        switch (random.nextInt(4)) {
            case 0 -> Files.createSymbolicLink(lib.resolve("loop"), path);
            case 1 -> Files.createSymbolicLink(lib.resolve("nowhere.jar"), dir.resolve("nowhere"));
            case 2 -> Files.write(lib.resolve("odd\u202e name %.jar"), jar);
            default -> Files.createDirectories(lib.resolve("empty.jar"));
        }
        return path;
    }

    /** Looks twice, as a change is taken when nothing has changed since the look before. */
    private boolean look(PluginWatch watch, byte[] jar) throws Exception {
        try {
            thread.submit(() -> {
                        watch.look();
                        watch.look();
                        return true;
                    })
                    .get(10, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            finding("a look takes more than 10 s", jar);
            return false;
        } catch (ExecutionException e) {
            finding("a look throws " + e.getCause(), jar);
            return true;
        }
    }

    private void examine(Path path, byte[] jar) throws Exception {
        String outcome = host.outcome.get(path);
        if (!"taken".equals(host.outcome.get(folder.resolve("good.jar")))) {
            finding("the good plug-in's change was not taken: " + host.outcome, jar);
        }
        if (outcome == null) {
            finding("neither taken nor refused", jar);
            return;
        }
        if (!outcome.equals("taken")) {
            if (!outcome.contains(path.toString())) {
                finding("the refusal does not name the plug-in: " + outcome, jar);
            }
            outcomes.merge("refused", 1, Integer::sum);
            return;
        }
        for (Verifier verifier : host.plugins.get(path).verifiers()) {
            outcomes.merge(verdict(verifier, jar), 1, Integer::sum);
        }
    }

    private String verdict(Verifier verifier, byte[] jar) throws Exception {
        try {
            Verdict verdict = thread.submit(() -> {
                        verifier.problem("a", Options.NONE);
                        return verifier.verify(Submission.of("a", "a"));
                    })
                    .get(10, TimeUnit.SECONDS);
            return "taken, " + verdict.getClass().getSimpleName();
        } catch (TimeoutException e) {
            finding("a check hangs", jar);
            return "hangs";
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof RuntimeException || e.getCause() instanceof LinkageError)) {
                finding("a check throws " + e.getCause(), jar);
            }
            return "taken, then " + e.getCause().getClass().getSimpleName();
        }
    }

    private void leftovers(int before) throws Exception {
        thread.submit(() -> true).get();
        long copies;
        try (Stream<Path> left = Files.list(dir.resolve("tmp"))) {
            copies = left.filter(path -> path.getFileName().toString().startsWith("caravan-plugin-"))
                    .count();
        }
        if (copies > 0) {
            findings.add(copies + " copies of plug-ins stay behind");
        }
        for (int i = 0; i < 20 && classes() - before > MOST_CLASSES_LEFT; i++) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(100);
        }
        if (classes() - before > MOST_CLASSES_LEFT) {
            findings.add(classes() - before + " classes stay behind");
        }
    }

    private void finding(String problem, byte[] jar) throws IOException {
        Path kept = Files.write(Files.createTempFile(dir.getParent(), "plugin-finding-", ".jar"), jar);
        findings.add(problem + "\n  of " + kept);
    }

    private void report(long seed, long tries) {
        findings.forEach(System.out::println);
        System.out.printf(Locale.ROOT, "seed %d: %,d plug-ins, %d findings%n", seed, tries, findings.size());
        outcomes.forEach((what, count) -> System.out.printf(Locale.ROOT, "  %-40s %,d%n", what, count));
    }

    private static int classes() {
        return ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
    }

    /** Has something of everything: a static initialiser, a helper class, a lambda, a resource. */
    private static Build fuzzed(Path dir) {
        return new Build(dir.resolve("work"))
                .source(
                        "test.Helper",
                        """
                        package test;
                        record Helper(String text, int count) {
                            static final java.util.List<String> WORDS = java.util.List.of("a", "b");
                            boolean holds() { return WORDS.stream().anyMatch(word -> word.equals(text)) && count > 0; }
                        }
                        """)
                .verifier(
                        "Fuzzed",
                        "\"acme.fuzzed\"",
                        "\"1\"",
                        """
                        private static final java.util.Map<String, Integer> SEEN = new java.util.HashMap<>();
                        public Verdict verify(Submission s) {
                            int count = SEEN.merge(s.completion(), 1, Integer::sum);
                            if (Fuzzed.class.getResource("/META-INF/services/dev.caravan.verifier.spi.Verifier") == null) {
                                throw new IllegalStateException("no resource");
                            }
                            return new Helper(s.completion(), count).holds() ? Verdict.right("ok") : Verdict.wrong("no");
                        }
                        """);
    }

    private byte[] good(String said) throws IOException {
        return Files.readAllBytes(
                Build.saying(dir.resolve("work-" + said), "acme.good", said).jar(dir.resolve(said + ".jar")));
    }

    private static void delete(Path path) throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Takes every plug-in and remembers what became of which. */
    private static final class Folder implements PluginWatch.Host {

        private final Map<Path, Plugin> plugins = new TreeMap<>();
        private final Map<Path, String> outcome = new TreeMap<>();

        @Override
        public void take(Plugin plugin) {
            for (Verifier verifier : plugin.verifiers()) {
                try {
                    verifier.start(Options.NONE);
                } catch (RuntimeException | LinkageError e) {
                    throw new CaravanException(plugin.path() + " does not start: " + e, e);
                }
            }
            Plugin earlier = plugins.put(plugin.path(), plugin);
            if (earlier != null) {
                earlier.close();
            }
            outcome.put(plugin.path(), "taken");
        }

        @Override
        public void refused(Path path, String reason) {
            outcome.put(path, reason);
        }

        @Override
        public void drop(Path path) {
            Plugin gone = plugins.remove(path);
            if (gone != null) {
                gone.close();
            }
        }
    }
}
