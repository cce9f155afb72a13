package dev.caravan.verifier.sandbox;

import dev.caravan.runtime.CaravanException;
import dev.caravan.verifier.sandbox.program.Language;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The languages that can be run on this machine. */
final class Runtimes implements AutoCloseable {

    private static final List<String> USUAL = List.of("/usr/bin", "/usr/local/bin", "/bin");

    private final Map<Language, LanguageRuntime> found;
    private final SandboxSettings settings;
    private final @Nullable ClassArchive archive;

    private Runtimes(Map<Language, LanguageRuntime> found, SandboxSettings settings) {
        this.found = found;
        this.settings = settings;
        LanguageRuntime java = found.get(Language.JAVA);
        archive = java == null ? null : ClassArchive.of(java);
    }

    static Runtimes find(SandboxSettings settings) {
        Map<Language, LanguageRuntime> found = new EnumMap<>(Language.class);
        found.put(Language.PYTHON, LanguageRuntime.PYTHON);
        for (Path node : candidates(settings.node())) {
            found.putIfAbsent(Language.JAVASCRIPT, LanguageRuntime.node(node));
        }
        for (Path java : candidates(settings.java())) {
            if (Files.exists(java.resolveSibling("javac"))) {
                try {
                    found.putIfAbsent(Language.JAVA, LanguageRuntime.java(java));
                } catch (IOException e) {
                    // unreadable: the next may do
                }
            }
        }
        return new Runtimes(found, settings);
    }

    /** The executables that a name or path stands for, links resolved, best first. */
    static Collection<Path> candidates(String nameOrPath) {
        Set<String> folders = new LinkedHashSet<>();
        if (nameOrPath.indexOf('/') < 0) {
            String path = System.getenv("PATH");
            folders.addAll(path == null ? List.of() : List.of(path.split(File.pathSeparator)));
            folders.addAll(USUAL);
        } else {
            folders.add("/");
        }
        Set<Path> real = new LinkedHashSet<>();
        for (String folder : folders) {
            Path file = Path.of(folder).resolve(nameOrPath);
            try {
                if (!folder.isEmpty() && Files.isExecutable(file)) {
                    real.add(file.toRealPath());
                }
            } catch (IOException e) {
                // gone or unreadable: the next may do
            }
        }
        return real;
    }

    /** A folder that programs may read; empty if there is none. */
    String shared() {
        return archive == null ? "" : archive.folder().toString();
    }

    /** What a zygote is told about languages. */
    Map<String, Object> config() {
        Map<String, Object> config = new HashMap<>();
        found.forEach((language, runtime) -> config.put(language.key(), runtime.config()));
        return config;
    }

    /** Gets ready for a program in this language; throws if there can be none. */
    void require(Language language) {
        if (!found.containsKey(language)) {
            throw new CaravanException(language + " programs cannot be run: there is no "
                    + (language == Language.JAVA
                            ? "'" + settings.java() + "' with a javac beside it"
                            : "'" + settings.node() + "'")
                    + " on the PATH; install it, or set its path");
        }
        if (language == Language.JAVA && archive != null) {
            archive.begin();
        }
    }

    @Override
    public void close() {
        if (archive != null) {
            archive.close();
        }
    }
}
