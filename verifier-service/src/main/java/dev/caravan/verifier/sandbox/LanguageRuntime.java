package dev.caravan.verifier.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a cell needs to know to run a language.
 *
 * @param command what to execute, {@code {megabytes}} standing for the program's memory and {@code {shared}} for the folder of what all
 *     programs share; empty for Python, which is not executed anew
 * @param main the file that the source is put into before; empty for Python
 * @param readable what it reads besides the system's libraries
 * @param executable what may be executed
 * @param environment variables
 * @param threads those that it starts for itself
 * @param outOfMemory what it writes to standard error when it runs out of memory
 */
record LanguageRuntime(
        List<String> command,
        String main,
        List<String> readable,
        List<String> executable,
        Map<String, String> environment,
        int threads,
        String outOfMemory) {

    static final LanguageRuntime PYTHON = new LanguageRuntime(List.of(), "", List.of(), List.of(), Map.of(), 0, "");

    /** Threads of V8, libuv and a JVM's collectors and compilers, with room. */
    private static final int THREADS = 64;

    private static final String LIBRARIES = "/usr/lib";

    static LanguageRuntime node(Path node) {
        return new LanguageRuntime(
                List.of(node.toString(), "--max-old-space-size={megabytes}", "main.js"),
                "main.js",
                existing("/usr/share/nodejs"),
                List.of(node.toString(), LIBRARIES),
                Map.of("OPENSSL_CONF", "/dev/null"),
                THREADS,
                "JavaScript heap out of memory");
    }

    /** Single-file source launch (JEP 330): compiled in memory, in the JVM that runs it. */
    static LanguageRuntime java(Path java) throws IOException {
        Path home = java.resolve("../..").normalize();
        List<String> readable = new ArrayList<>();
        Path security = home.resolve("conf/security/java.security");
        if (Files.exists(security) && !security.toRealPath().startsWith(home)) {
            // Distributions keep the configuration elsewhere and link to it.
            readable.add(security.toRealPath().resolve("../..").normalize().toString());
        }
        return new LanguageRuntime(
                List.of(
                        java.toString(),
                        "-Xmx{megabytes}m",
                        "-Xss16m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:-UsePerfData",
                        "-XX:-UseContainerSupport",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-XX:+DisplayVMOutputToStderr",
                        "-XX:SharedArchiveFile={shared}/" + ClassArchive.NAME, // ignored until it is there
                        "Main.java"),
                "Main.java",
                readable,
                List.of(home.toString(), LIBRARIES),
                Map.of("LD_LIBRARY_PATH", home.resolve("lib").toString()),
                THREADS,
                "Terminating due to java.lang.OutOfMemoryError");
    }

    Map<String, Object> config() {
        return Map.of(
                "command", command,
                "main", main,
                "readable", readable,
                "executable", executable,
                "environment", environment,
                "threads", threads,
                "out_of_memory", outOfMemory);
    }

    private static List<String> existing(String path) {
        return Files.exists(Path.of(path)) ? List.of(path) : List.of();
    }
}
