package dev.caravan.verifier.sandbox.program;

import java.nio.file.Path;
import java.util.Map;

/**
 * A program to run once.
 *
 * @param files text files in its working directory, by relative name; each run gets its own copies
 */
public record Program(Language language, String source, Map<String, String> files, Limits limits) {

    public Program {
        files = Map.copyOf(files);
        for (String name : files.keySet()) {
            Path path = Path.of(name).normalize();
            if (name.isEmpty()
                    || path.isAbsolute()
                    || path.startsWith("..")
                    || !path.toString().equals(name)) {
                throw new IllegalArgumentException("file names must be relative and stay inside: '" + name + "'");
            }
        }
    }

    /** A Python program without files. */
    public static Program python(String source, Limits limits) {
        return new Program(Language.PYTHON, source, Map.of(), limits);
    }
}
