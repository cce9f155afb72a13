package dev.caravan.verifier.sandbox;

import dev.caravan.runtime.CaravanException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The interpreters on this machine, and what a cell needs to know to start one. */
final class Runtimes {

    private static final List<String> USUAL = List.of("/usr/bin", "/usr/local/bin", "/bin");

    private final Map<String, Object> config;
    private final Map<Language, String> missing;

    private Runtimes(Map<String, Object> config, Map<Language, String> missing) {
        this.config = config;
        this.missing = missing;
    }

    static Runtimes find(SandboxSettings settings) {
        Map<String, Object> python =
                Map.of("command", List.of(), "main", "", "readable", List.of(), "executable", List.of());
        return new Runtimes(
                Map.of(Language.PYTHON.key(), python),
                Map.of(Language.JAVA, settings.java(), Language.JAVASCRIPT, settings.node()));
    }

    /** The executables that a name or path stands for, best first. */
    static List<Path> candidates(String nameOrPath) {
        Set<Path> found = new LinkedHashSet<>();
        if (nameOrPath.indexOf('/') >= 0) {
            found.add(Path.of(nameOrPath));
        } else {
            Set<String> folders = new LinkedHashSet<>();
            String path = System.getenv("PATH");
            folders.addAll(path == null ? List.of() : List.of(path.split(File.pathSeparator)));
            folders.addAll(USUAL);
            for (String folder : folders) {
                Path file = Path.of(folder, nameOrPath);
                if (!folder.isEmpty() && Files.isExecutable(file)) {
                    found.add(file);
                }
            }
        }
        return List.copyOf(found);
    }

    /** What a zygote is told about languages. */
    Map<String, Object> config() {
        return config;
    }

    /** Throws if programs in this language cannot be run. */
    void require(Language language) {
        String name = missing.get(language);
        if (name != null) {
            throw new CaravanException(
                    language + " programs cannot be run: no '" + name + "' on the PATH that every user may execute");
        }
    }
}
